import { readJson } from '#app/_api/read-json.ts';
import type { FlowList, FlowsQuery } from '#schemas/api/flow.ts';
import { flowsQueryOf } from './flows-query-of.ts';
import type { FlowFilters } from './search-params.ts';
import { rangeStart } from './time-range.ts';
import type { FlowCounts } from './write-headline.ts';

export const flowsKey = (filters: FlowFilters) => ['flows', 'list', filters] as const;
export const countsKey = ['flows', 'counts'] as const;

export function readFlows(query: FlowsQuery, signal?: AbortSignal): Promise<FlowList> {
  const given = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return readJson<FlowList>(`/api/flows?${new URLSearchParams(given)}`, { signal });
}

export function readFlowPage(filters: FlowFilters, cursor: string | null, signal: AbortSignal): Promise<FlowList> {
  return readFlows(flowsQueryOf(filters, Date.now(), cursor), signal);
}

/** `read` is the room's own function on the server, the route in the browser. */
export async function readCounts(read: (query: FlowsQuery) => Promise<FlowList>, now: number): Promise<FlowCounts> {
  const count = async (query: Partial<FlowsQuery>) => (await read({ limit: 1, ...query })).total;
  const [running, late, stuck, failed] = await Promise.all([
    count({ status: 'running' }),
    count({ status: 'late' }),
    count({ status: 'stuck' }),
    count({ status: 'failed', from: rangeStart('1h', now) }),
  ]);
  return { running, late, stuck, failed };
}
