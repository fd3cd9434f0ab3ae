'use client';

import { experimental_streamedQuery as streamedQuery, useQuery } from '@tanstack/react-query';
import type { SearchLine } from '#schemas/api/search.ts';
import { readSearch } from './read-search.ts';

const freshMs = 2_000;
const nothing: SearchLine[] = [];

/** The lines of the answer as they come; `isOver` once there will be no more. */
export function useSearch(q: string): { lines: SearchLine[]; failure: unknown; isOver: boolean } {
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: streamedQuery({ streamFn: ({ signal }) => readSearch(q, signal) }),
    enabled: q !== '',
    staleTime: freshMs,
  });
  return { lines: data ?? nothing, failure: error, isOver: q !== '' && !isFetching };
}
