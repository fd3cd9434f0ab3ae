import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { FlowPositions } from '#schemas/api/position.ts';
import { expandQuery } from '../expand-query.ts';

/** Where the events of a flow are now, read again every `everyMs`. */
export function positionReading(correlationId: string, expand: string | null, everyMs: number | null) {
  const query = new URLSearchParams(Object.entries(expandQuery(expand)).map(([name, value]) => [name, String(value)]));
  return queryOptions({
    queryKey: ['flow-position', correlationId, expand],
    queryFn: ({ signal }) =>
      readJson<FlowPositions>(`/api/flows/${encodeURIComponent(correlationId)}/position?${query}`, { signal }),
    enabled: everyMs !== null,
    refetchInterval: everyMs ?? false,
    placeholderData: keepPreviousData,
  });
}
