import type { ResetState } from '#schemas/api/group-reset.ts';

type Partition = ResetState['partitions'][number];

export function keyOfPartition({ topic, partition }: Pick<Partition, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`;
}

export type TopicPartitions = { topic: string; partitions: Partition[] };

export function byTopic(partitions: readonly Partition[]): TopicPartitions[] {
  return Array.from(
    Map.groupBy(partitions, ({ topic }) => topic),
    ([topic, own]) => ({ topic, partitions: own }),
  );
}

/** What is chosen, as a request says it: whole topics by their name, so that it stays short. Pure. */
export function askedOf(all: readonly Partition[], chosen: ReadonlySet<string>) {
  const topics: string[] = [];
  const partitions: { topic: string; partition: number }[] = [];
  for (const { topic, partitions: own } of byTopic(all)) {
    const ticked = own.filter((one) => chosen.has(keyOfPartition(one)));
    if (ticked.length === own.length) topics.push(topic);
    else partitions.push(...ticked.map(({ partition }) => ({ topic, partition })));
  }
  return { topics, partitions };
}
