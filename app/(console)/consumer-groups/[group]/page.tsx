import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { decodePart } from '#app/(console)/decode-part.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { getConsumerGroup } from '#server/consumer-groups/index.ts';
import { GroupView } from './group-view.client.tsx';
import { LoadingGroup } from './loading-group.tsx';
import { NoGroup } from './no-group.client.tsx';

type GroupPageProps = { params: Promise<{ group: string }> };

export async function generateMetadata({ params }: GroupPageProps): Promise<Metadata> {
  return { title: `Consumer group ${decodePart((await params).group)}` };
}

/** One consumer group: how far behind it is, on which partitions and since when, who reads, and what waits for it. */
export default function GroupPage(props: GroupPageProps) {
  return <Soon loading={<LoadingGroup />}>{drawGroup(props)}</Soon>;
}

async function drawGroup({ params }: GroupPageProps) {
  const group = decodePart((await params).group);
  const { data, problem } = await readForPage('/consumer-groups/{group}', () => getConsumerGroup(database(), group));
  if (!data) return <NoGroup name={group} problem={problem} />;
  return <GroupView first={data} />;
}
