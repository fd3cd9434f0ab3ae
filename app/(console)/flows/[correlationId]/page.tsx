import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { flowQuery } from '#schemas/api/flow.ts';
import { getCoverage, getFlow } from '#server/event-flow/index.ts';
import { FlowView } from './flow-view.client.tsx';
import type { FlowReading } from './queries.ts';

type FlowPageProps = { params: Promise<{ correlationId: string }> };

export async function generateMetadata({ params }: FlowPageProps): Promise<Metadata> {
  return { title: `Flow ${decodePart((await params).correlationId)}` };
}

/** One flow, from its first REST call to its last event. Also opened before anything of it was recorded. */
export default async function FlowPage({ params }: FlowPageProps) {
  const correlationId = decodePart((await params).correlationId);
  const { data, problem } = await readForPage('/flows/{correlationId}', () => readFirst(correlationId));
  return <FlowView correlationId={correlationId} first={data} problem={problem} />;
}

async function readFirst(correlationId: string): Promise<FlowReading> {
  const flow = await getFlow(database(), correlationId, flowQuery.parse({}));
  return { flow, coverage: flow ? null : await getCoverage(database()) };
}

/** Next hands a page its path as it stood in the URL; a stray % in it is nobody's code for anything. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
