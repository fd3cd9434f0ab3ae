'use client';

import { useQueryStates } from 'nuqs';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { FlowCounts, FlowList } from '#schemas/api/flow.ts';
import { FlowFilterBar } from './flow-filter-bar.client.tsx';
import { FlowListPanel } from './flow-list-panel.client.tsx';
import { Headline } from './headline.client.tsx';
import { PlaceOrder } from './place-order.client.tsx';
import { type FlowFilters, flowsParams } from './search-params.ts';

/** What the server read for the first paint, and for which filters. */
export type FirstRead = {
  filters: FlowFilters;
  list: FlowList | null;
  problem: ProblemDetails | null;
  counts: FlowCounts | null;
};

type FlowsViewProps = { first: FirstRead; eventTypes: string[]; services: string[]; canPlaceOrders: boolean };

export function FlowsView({ first, eventTypes, services, canPlaceOrders }: FlowsViewProps) {
  const [filters, setFilters] = useQueryStates(flowsParams, { history: 'replace' });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Headline first={first.counts} />
        {canPlaceOrders ? <PlaceOrder className="ml-auto" /> : null}
      </div>
      <FlowFilterBar filters={filters} onChange={setFilters} eventTypes={eventTypes} services={services} />
      <FlowListPanel filters={filters} first={first} onClear={() => setFilters(null)} canPlaceOrders={canPlaceOrders} />
    </>
  );
}
