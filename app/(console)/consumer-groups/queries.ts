import { queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { groupsQueryOf } from './groups-query-of.ts';
import type { GroupFilters } from './search-params.ts';

export const groupsKey = (filters: GroupFilters) => ['consumer-groups', 'list', filters] as const;

export function readGroupPage(
  filters: GroupFilters,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ConsumerGroupList> {
  return readGroups(groupsQueryOf(filters, cursor), signal);
}

const countEveryMs = 15_000;

/** How many groups there are of each verdict, for those who show nothing else of them. */
export const countsReading = queryOptions({
  queryKey: ['consumer-groups', 'counts'],
  queryFn: async ({ signal }) => (await readGroups({ limit: 1 }, signal)).counts,
  refetchInterval: countEveryMs,
});

const mostFound = 5;
const foundFreshMs = 5_000;

/** The groups whose name, or whose topic's name, has this in it; the worst first. */
export function foundReading(q: string) {
  return queryOptions({
    queryKey: ['consumer-groups', 'found', q],
    queryFn: ({ signal }) => readGroups({ q, limit: mostFound }, signal),
    staleTime: foundFreshMs,
  });
}

function readGroups(query: Record<string, string | number | undefined>, signal: AbortSignal) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return readJson<ConsumerGroupList>(`/api/consumer-groups?${search}`, { signal });
}
