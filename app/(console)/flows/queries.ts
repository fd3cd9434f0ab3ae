import { readJson } from '#app/_api/read-json.ts';
import type { FlowCounts, FlowFacets, FlowList } from '#schemas/api/flow-list.ts';
import { flowsQueryOf, searchOf, selectionOf } from './flows-query-of.ts';
import type { FlowFilters } from './search-params.ts';

export const flowsKey = (filters: FlowFilters) => ['flows', 'list', filters] as const;
export const facetsKey = (filters: FlowFilters) => ['flows', 'facets', filters] as const;
export const countsKey = ['flows', 'counts'] as const;

export function readFlowPage(filters: FlowFilters, cursor: string | null, signal: AbortSignal): Promise<FlowList> {
  return readJson<FlowList>(`/api/flows?${searchOf(flowsQueryOf(filters, Date.now(), cursor))}`, { signal });
}

export function readFacets(filters: FlowFilters, signal: AbortSignal): Promise<FlowFacets> {
  return readJson<FlowFacets>(`/api/flow-facets?${searchOf(selectionOf(filters, Date.now()))}`, { signal });
}

export function readCounts(signal: AbortSignal): Promise<FlowCounts> {
  return readJson<FlowCounts>('/api/flow-counts', { signal });
}
