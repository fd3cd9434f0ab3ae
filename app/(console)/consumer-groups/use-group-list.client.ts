'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { ApiProblem } from '#app/_api/api-problem.ts';
import type { ConsumerGroupItem, ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import type { FirstRead } from './first-read.ts';
import { groupsKey, readGroupPage } from './queries.ts';
import { refreshEvery } from './refresh-every.ts';
import type { GroupFilters } from './search-params.ts';

export type GroupListState = {
  items: ConsumerGroupItem[];
  /** The first page as it was last read; null before there is one. */
  newest: ConsumerGroupList | null;
  failure: unknown;
  readAgain: () => void;
  readMore: () => void;
  readingMore: boolean;
};

/** The groups for these filters, page by page, read again as often as they are sampled. */
export function useGroupList(filters: GroupFilters, first: FirstRead): GroupListState {
  const isFirst = JSON.stringify(filters) === JSON.stringify(first.filters);
  const firstList = isFirst ? first.list : null;
  const query = useInfiniteQuery({
    queryKey: groupsKey(filters),
    queryFn: ({ pageParam, signal }) => readGroupPage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ConsumerGroupList) => page.next,
    initialData: firstList ? { pages: [firstList], pageParams: [null] } : undefined,
    placeholderData: keepPreviousData,
    // Every page that is open is read again, so the more there are the rarer.
    refetchInterval: ({ state: { data } }) => refreshEvery(data?.pages[0]?.round ?? null) * (data?.pages.length ?? 1),
  });
  const { data, fetchNextPage, hasNextPage, isPending, refetch } = query;
  const items = useMemo(() => uniqueGroups(data?.pages ?? []), [data]);
  const canRead = hasNextPage && !query.isFetching && !query.isPlaceholderData;
  const readMore = useCallback(() => {
    if (canRead) void fetchNextPage();
  }, [canRead, fetchNextPage]);
  return {
    items,
    newest: data?.pages[0] ?? null,
    failure: query.error ?? (isPending && isFirst ? first.problem && new ApiProblem(first.problem) : null),
    readAgain: () => void refetch(),
    readMore,
    readingMore: query.isFetchingNextPage,
  };
}

/** A group that moved between two readings stands on two pages: once is enough. */
function uniqueGroups(pages: ConsumerGroupList[]): ConsumerGroupItem[] {
  const byName = new Map<string, ConsumerGroupItem>();
  for (const item of pages.flatMap((page) => page.items)) {
    if (!byName.has(item.group)) byName.set(item.group, item);
  }
  return [...byName.values()];
}
