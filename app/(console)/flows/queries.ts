import { readJson } from '#app/_api/read-json.ts';
import type { FlowCounts, FlowList, FlowsQuery } from '#schemas/api/flow.ts';
import { flowsQueryOf } from './flows-query-of.ts';
import type { FlowFilters } from './search-params.ts';

export const flowsKey = (filters: FlowFilters) => ['flows', 'list', filters] as const;
export const countsKey = ['flows', 'counts'] as const;

function readFlows(query: FlowsQuery, signal?: AbortSignal): Promise<FlowList> {
  const given = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return readJson<FlowList>(`/api/flows?${new URLSearchParams(given)}`, { signal });
}

export function readFlowPage(filters: FlowFilters, cursor: string | null, signal: AbortSignal): Promise<FlowList> {
  return readFlows(flowsQueryOf(filters, Date.now(), cursor), signal);
}

export function readCounts(signal: AbortSignal): Promise<FlowCounts> {
  return readJson<FlowCounts>('/api/flow-counts', { signal });
}
