import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { createLoader } from 'nuqs/server';
import { database } from '#app/_server/database.ts';
import { findMore } from '#app/_server/find-more.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { settings } from '#app/_server/settings.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { countFlows, listEventTypes, listServices } from '#server/event-flow/index.ts';
import { listPlacedFlows } from '#server/positions/index.ts';
import { flowsQueryOf } from './flows-query-of.ts';
import { FlowsView } from './flows-view.client.tsx';
import { LoadingFlows } from './loading-flows.tsx';
import { flowsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Flows' };

const loadFilters = createLoader(flowsParams);

export default function FlowsPage(props: { searchParams: Promise<SearchParams> }) {
  return <Soon loading={<LoadingFlows />}>{drawFlows(props)}</Soon>;
}

async function drawFlows({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view: _, ...filters } = await loadFilters(searchParams);
  const now = Date.now();
  const [list, counts, types, services] = await Promise.all([
    readForPage('/flows', () =>
      listPlacedFlows(database(), flowsQueryOf(filters, now), { findMore, sayFailure: sayFailure('/flows') }),
    ),
    readForPage('/flows', () => countFlows(database())),
    readForPage('/flows', () => listEventTypes(database())),
    readForPage('/flows', () => listServices(database())),
  ]);
  return (
    <FlowsView
      first={{ filters, list: list.data, problem: list.problem, counts: counts.data }}
      eventTypes={types.data ?? []}
      services={services.data ?? []}
      canPlaceOrders={Boolean(settings().ORDERS_URL)}
    />
  );
}
