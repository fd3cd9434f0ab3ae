import { type DehydratedState, dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { placing } from '#app/_server/placing.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { decodePart } from '#app/(console)/decode-part.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { flowQuery } from '#schemas/api/flow.ts';
import type { Story } from '#schemas/api/story.ts';
import { type FlowOptions, getCoverage } from '#server/event-flow/index.ts';
import { readPlacedFlow } from '#server/positions/index.ts';
import { tellStory } from '#server/story/index.ts';
import { storyKey } from './_story/queries.ts';
import { expandQuery } from './expand-query.ts';
import { FlowView } from './flow-view.client.tsx';
import { LoadingFlow } from './loading-flow.tsx';
import type { FlowReading } from './queries.ts';

type FlowPageProps = {
  params: Promise<{ correlationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: FlowPageProps): Promise<Metadata> {
  return { title: `Flow ${decodePart((await params).correlationId)}` };
}

/** One flow, from its first REST call to its last event. Also opened before anything of it was recorded. */
export default function FlowPage(props: FlowPageProps) {
  return <Soon loading={<LoadingFlow />}>{drawFlow(props)}</Soon>;
}

async function drawFlow({ params, searchParams }: FlowPageProps) {
  const correlationId = decodePart((await params).correlationId);
  const { reading, expand } = await searchParams;
  const isTold = reading === 'support';
  const asked = flowQuery.safeParse(expandQuery(typeof expand === 'string' && expand !== '' ? expand : null));
  const options = asked.data ?? flowQuery.parse({});
  const { data, problem } = await readForPage('/flows/{correlationId}', () =>
    readFirst(correlationId, options, isTold),
  );
  return (
    <HydrationBoundary state={storyState(correlationId, data?.story ?? null)}>
      <FlowView correlationId={correlationId} first={data?.reading ?? null} problem={problem} />
    </HydrationBoundary>
  );
}

type FirstReading = { reading: FlowReading; story: Story | null };

async function readFirst(correlationId: string, options: FlowOptions, isTold: boolean): Promise<FirstReading> {
  const found = await readPlacedFlow(database(), correlationId, { ...options, ...placing('/flows/{correlationId}') });
  const coverage = found ? null : await getCoverage(database());
  return { reading: { flow: found?.flow ?? null, coverage }, story: found && isTold ? tellStory(found) : null };
}

/** The story as the browser's own reading of it, so that the first paint has it. */
function storyState(correlationId: string, story: Story | null): DehydratedState | undefined {
  if (!story) return undefined;
  const queries = new QueryClient();
  queries.setQueryData(storyKey(correlationId), story);
  return dehydrate(queries);
}
