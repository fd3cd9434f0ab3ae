'use client';

import { useQueryStates } from 'nuqs';
import type { FirstRead } from './first-read.ts';
import { FlowFilterBar } from './flow-filter-bar.client.tsx';
import { FlowListPanel } from './flow-list-panel.client.tsx';
import { Headline } from './headline.client.tsx';
import { PlaceOrder } from './place-order.client.tsx';
import { flowsParams } from './search-params.ts';

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
