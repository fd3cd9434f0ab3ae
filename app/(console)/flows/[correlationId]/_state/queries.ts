import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ApiProblem } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import type { FlowState } from '#schemas/api/flow-state.ts';
import { flowKey } from '../queries.ts';

/** Where the state after an event of a flow is told. */
export function statePathOf(correlationId: string): string {
  return `/api/flows/${encodeURIComponent(correlationId)}/state`;
}

/** The state after a record of the flow, or after its last one. Read again with the flow: its key begins with that one's. */
export function stateReading(correlationId: string, path: string, after: string | null) {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  return queryOptions({
    queryKey: [...flowKey(correlationId), 'state', after],
    queryFn: ({ signal }) => readJson<FlowState>(`${path}${query}`, { signal }),
    placeholderData: keepPreviousData,
    retry: (failures, error) => failures < 1 && !(error instanceof ApiProblem && error.problem.status < 500),
  });
}
