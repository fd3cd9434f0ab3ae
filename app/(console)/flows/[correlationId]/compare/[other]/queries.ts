import { queryOptions } from '@tanstack/react-query';
import { ApiProblem } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import type { FlowComparison, GoodOne, GoodOneKind } from '#schemas/api/flow-compare.ts';
import { flowKey } from '../../queries.ts';

/** Read again when either of them grows. `first`: what the server read for the first paint. */
export function comparisonReading(a: string, b: string, first: FlowComparison | null) {
  return queryOptions({
    queryKey: comparisonKey(a, b),
    queryFn: ({ signal }) => readJson<FlowComparison>(`${pathOf(a)}/compare/${encodeURIComponent(b)}`, { signal }),
    initialData: first ?? undefined,
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

export function comparisonKey(a: string, b: string): readonly string[] {
  return [...flowKey(a), 'compare', b];
}

export function goodOneReading(correlationId: string, like: GoodOneKind) {
  return queryOptions({
    queryKey: [...flowKey(correlationId), 'good one', like],
    queryFn: ({ signal }) => readJson<GoodOne>(`${pathOf(correlationId)}/good-one?like=${like}`, { signal }),
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

function pathOf(correlationId: string): string {
  return `/api/flows/${encodeURIComponent(correlationId)}`;
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status < 500;
}
