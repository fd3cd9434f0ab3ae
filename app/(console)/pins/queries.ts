import { queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { PinList } from '#schemas/api/pin.ts';

/** Of all lists of pins, those of one flow too. */
export const pinsKey = ['pins'];

/** All pins, or those of one flow. `first`: what the server read for the first paint. */
export function pinsReading(flow: string | null, first?: PinList) {
  const query = flow === null ? '' : `?${new URLSearchParams({ flow })}`;
  return queryOptions({
    queryKey: [...pinsKey, flow],
    queryFn: ({ signal }) => readJson<PinList>(`/api/pins${query}`, { signal }),
    initialData: first,
    // Somebody else may pin or delete: nothing tells this page.
    refetchOnMount: 'always',
  });
}

export function pinHref(id: string): string {
  return `/pins/${id}`;
}
