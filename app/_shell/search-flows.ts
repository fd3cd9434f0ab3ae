import { readJson } from '#app/_api/read-json.ts';
import type { FlowList } from '#schemas/api/flow.ts';

const most = 20;

export function searchFlows(q: string, signal: AbortSignal): Promise<FlowList> {
  return readJson<FlowList>(`/api/flows?${new URLSearchParams({ q, limit: String(most) })}`, { signal });
}
