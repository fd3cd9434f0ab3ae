'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import type { FlowFacets } from '#schemas/api/flow-list.ts';
import { facetsKey, readFacets } from './queries.ts';
import type { FlowFilters } from './search-params.ts';

/** Counting costs more than a page of the list, and nobody reads the counts all the time. */
const pauseMs = 10_000;

/** How many flows each choice would leave; null until that is known, or while it cannot be. */
export function useFacets(filters: FlowFilters): FlowFacets | null {
  const queryKey = facetsKey(filters);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readFacets(filters, signal),
    placeholderData: keepPreviousData,
  });
  useLiveQuery(queryKey, 'all', { pauseMs });
  return data ?? null;
}
