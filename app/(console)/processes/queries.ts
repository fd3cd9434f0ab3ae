import { queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { ProcessList } from '#schemas/api/process.ts';

/** `first`: what the server read for the first paint. The counts move every ten seconds. */
export function processesReading(first?: ProcessList) {
  return queryOptions({
    queryKey: ['processes'],
    queryFn: ({ signal }) => readJson<ProcessList>('/api/processes', { signal }),
    initialData: first,
    refetchInterval: 10_000,
  });
}
