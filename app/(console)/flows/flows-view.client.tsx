'use client';

import { useQueryStates } from 'nuqs';
import type { FirstRead } from './first-read.ts';
import { FlowFilterBar } from './flow-filter-bar.client.tsx';
import { FlowListPanel } from './flow-list-panel.client.tsx';
import { Headline } from './headline.client.tsx';
import { PlaceOrder } from './place-order.client.tsx';
import { SavedViewsButton } from './saved-views.client.tsx';
import { flowsParams } from './search-params.ts';

type FlowsViewProps = { first: FirstRead; eventTypes: string[]; services: string[]; canPlaceOrders: boolean };

export function FlowsView({ first, eventTypes, services, canPlaceOrders }: FlowsViewProps) {
  const [{ view, ...filters }, setParams] = useQueryStates(flowsParams, { history: 'replace' });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Headline first={first.counts} />
        {canPlaceOrders ? <PlaceOrder className="ml-auto" /> : null}
      </div>
      <FlowFilterBar
        filters={filters}
        onChange={(change) => setParams({ ...change, view: null })}
        eventTypes={eventTypes}
        services={services}
      >
        <SavedViewsButton filters={filters} name={view} />
      </FlowFilterBar>
      <FlowListPanel filters={filters} first={first} onClear={() => setParams(null)} canPlaceOrders={canPlaceOrders} />
    </>
  );
}
