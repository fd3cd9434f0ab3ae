import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { listConsumerGroups } from '#server/consumer-groups/index.ts';
import { groupsQueryOf } from './groups-query-of.ts';
import { GroupsView } from './groups-view.client.tsx';
import { LoadingGroups } from './loading-groups.tsx';
import { groupsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Consumer groups' };

const loadFilters = createLoader(groupsParams);

/** Who reads what, how far behind they are, and whether that is going well; the worst first. */
export default function ConsumerGroupsPage(props: { searchParams: Promise<SearchParams> }) {
  return <Soon loading={<LoadingGroups />}>{drawGroups(props)}</Soon>;
}

async function drawGroups({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filters = await loadFilters(searchParams);
  const { data, problem } = await readForPage('/consumer-groups', () =>
    listConsumerGroups(database(), groupsQueryOf(filters)),
  );
  return <GroupsView first={{ filters, list: data, problem }} />;
}
