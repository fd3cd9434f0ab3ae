import { queryOptions } from '@tanstack/react-query';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { groupsQueryOf } from './groups-query-of.ts';
import { readGroups } from './read-groups.ts';
import type { GroupFilters } from './search-params.ts';

export const groupsKey = (filters: GroupFilters) => ['consumer-groups', 'list', filters] as const;

export function readGroupPage(
  filters: GroupFilters,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ConsumerGroupList> {
  return readGroups(groupsQueryOf(filters, cursor), signal);
}

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
