import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { createLoader } from 'nuqs/server';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { settings } from '#app/_server/settings.ts';
import { listEvents } from '#schemas/dictionary.ts';
import { listFlows } from '#server/event-flow/index.ts';
import { flowsQueryOf } from './flows-query-of.ts';
import { FlowsView } from './flows-view.client.tsx';
import { readCounts } from './queries.ts';
import { flowsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Flows' };

const loadFilters = createLoader(flowsParams);

export default async function FlowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filters = await loadFilters(searchParams);
  const now = Date.now();
  const [list, counts] = await Promise.all([
    readForPage('/flows', () => listFlows(database(), flowsQueryOf(filters, now))),
    readForPage('/flows', () => readCounts((query) => listFlows(database(), query), now)),
  ]);
  return (
    <FlowsView
      first={{ filters, list: list.data, problem: list.problem, counts: counts.data }}
      eventTypes={[...new Set(listEvents().map((event) => event.type))].toSorted()}
      canPlaceOrders={Boolean(settings().ORDERS_URL)}
    />
  );
}
