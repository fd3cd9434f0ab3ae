import { queryOptions } from '@tanstack/react-query';
import { readGroups } from './read-groups.ts';

const everyMs = 15_000;

/** How many groups there are of each verdict. By itself, because every page has it and few need the list. */
export const countsReading = queryOptions({
  queryKey: ['consumer-groups', 'counts'],
  queryFn: async ({ signal }) => (await readGroups({ limit: 1 }, signal)).counts,
  refetchInterval: everyMs,
});
