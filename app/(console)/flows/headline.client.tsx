'use client';

import { useQuery } from '@tanstack/react-query';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import type { FlowCounts } from '#schemas/api/flow-list.ts';
import { countsKey, readCounts } from './queries.ts';
import { writeHeadline } from './write-headline.ts';

/** The page's heading, kept true while flows come and go. */
export function Headline({ first }: { first: FlowCounts | null }) {
  const { data } = useQuery({
    queryKey: countsKey,
    queryFn: ({ signal }) => readCounts(signal),
    initialData: first ?? undefined,
  });
  useLiveQuery(countsKey, 'all', { pauseMs: 3000 });
  return <h1 className="text-xl font-[620] tracking-[-0.018em]">{data ? writeHeadline(data) : 'Flows'}</h1>;
}
