'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { ApiProblem } from '#app/_api/api-problem.ts';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import type { FlowItem, FlowList } from '#schemas/api/flow-list.ts';
import type { FirstRead } from './first-read.ts';
import { pageSize } from './flows-query-of.ts';
import { lookedIn, looksOn } from './looked-pages.ts';
import { flowsKey, readFlowPage } from './queries.ts';
import type { FlowFilters } from './search-params.ts';

export type FlowListState = {
  items: FlowItem[];
  total: number | null;
  /** The first page as it was last read; null before there is one. */
  newest: FlowList | null;
  failure: unknown;
  /** The last page is not full: so many flows were looked at in all, those begun since `backTo`. Null: no search goes on. */
  looked: FlowList['looked'];
  readAgain: () => void;
  /** Reads the next page; a search that has found little rests after some pages until it is asked to go on. */
  readMore: () => void;
  readFurther: () => void;
  readingMore: boolean;
};

/** The list for these filters, page by page, read again when any flow changes. */
export function useFlowList(filters: FlowFilters, first: FirstRead): FlowListState {
  const queryKey = flowsKey(filters);
  const isFirst = JSON.stringify(filters) === JSON.stringify(first.filters);
  const firstList = isFirst ? first.list : null;
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => readFlowPage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: FlowList) => page.next,
    initialData: firstList ? { pages: [firstList], pageParams: [null] } : undefined,
    placeholderData: keepPreviousData,
  });
  const { data, fetchNextPage, hasNextPage, isPending, refetch } = query;
  // Every page that is open is read again, so the more there are the rarer.
  useLiveQuery(queryKey, 'all', { pauseMs: 800 * (data?.pages.length ?? 1) });

  const items = useMemo(() => uniqueFlows(data?.pages ?? []), [data]);
  const canRead = hasNextPage && !query.isFetchingNextPage && !query.isPlaceholderData;
  const readFurther = useCallback(() => {
    if (canRead) void fetchNextPage();
  }, [canRead, fetchNextPage]);
  const pages = data?.pages ?? [];
  const goesOn = looksOn(pages);
  const looked = lookedIn(pages);
  const readMore = useCallback(() => {
    if (goesOn) readFurther();
  }, [goesOn, readFurther]);
  const looksByItself = looked !== null && items.length < pageSize && !query.isError;
  useEffect(() => {
    if (looksByItself) readMore();
  }, [looksByItself, readMore]);
  return {
    items,
    total: data?.pages[0]?.total ?? null,
    newest: data?.pages[0] ?? null,
    failure: query.error ?? (isPending && isFirst ? first.problem && new ApiProblem(first.problem) : null),
    readAgain: () => void refetch(),
    looked,
    readMore,
    readFurther,
    readingMore: query.isFetchingNextPage,
  };
}

/** A flow that moved between two readings stands on two pages: once is enough. */
function uniqueFlows(pages: FlowList[]): FlowItem[] {
  const byId = new Map<string, FlowItem>();
  for (const flow of pages.flatMap((page) => page.items)) {
    if (!byId.has(flow.correlationId)) byId.set(flow.correlationId, flow);
  }
  return [...byId.values()];
}
