'use client';

import { useQuery } from '@tanstack/react-query';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import { countsKey, readCounts, readFlows } from './queries.ts';
import { type FlowCounts, writeHeadline } from './write-headline.ts';

const unknown: FlowCounts = { running: null, late: null, stuck: null, failed: null };

/** The page's heading, kept true while flows come and go. */
export function Headline({ first }: { first: FlowCounts | null }) {
  const { data } = useQuery({
    queryKey: countsKey,
    queryFn: ({ signal }) => readCounts((query) => readFlows(query, signal), Date.now()),
    initialData: first ?? undefined,
  });
  useLiveQuery(countsKey, 'all', { pauseMs: 3000 });
  return <h1 className="text-xl font-[620] tracking-[-0.018em]">{writeHeadline(data ?? unknown)}</h1>;
}
