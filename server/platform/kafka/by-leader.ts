import type Cluster from 'kafkajs/src/cluster/index.js';
import type { TopicPartition } from './kafka-record.ts';
import { readTopics, type TopicDescription } from './read-topics.ts';

const rememberMs = 10_000;
const remembered = new WeakMap<Cluster, { topics: TopicDescription[]; until: number }>();

/** Groups partitions by the broker that leads them, then by topic. Those that do not exist or have no leader now are left out. */
export async function byLeader<T extends TopicPartition>(
  cluster: Cluster,
  wanted: readonly T[],
): Promise<Map<number, Map<string, T[]>>> {
  const known = new Map((await topicsOf(cluster, wanted)).map(({ topic, partitions }) => [topic, partitions]));
  const leaders = new Map<number, Map<string, T[]>>();
  for (const one of wanted) {
    const found = known.get(one.topic)?.find(({ partition }) => partition === one.partition);
    if (!found || found.leader < 0) continue;
    const ofLeader = leaders.get(found.leader) ?? new Map<string, T[]>();
    leaders.set(found.leader, ofLeader);
    ofLeader.set(one.topic, [...(ofLeader.get(one.topic) ?? []), one]);
  }
  return leaders;
}

/** Leaders move seldom, and one that moved answers with an error, after which the cluster object is replaced. */
async function topicsOf(cluster: Cluster, wanted: readonly TopicPartition[]): Promise<TopicDescription[]> {
  const known = remembered.get(cluster);
  if (known && known.until > Date.now() && holdsAll(known.topics, wanted)) return known.topics;
  const { topics } = await readTopics(cluster);
  remembered.set(cluster, { topics, until: Date.now() + rememberMs });
  return topics;
}

function holdsAll(topics: TopicDescription[], wanted: readonly TopicPartition[]): boolean {
  const counts = new Map(topics.map(({ topic, partitions }) => [topic, partitions.length]));
  return wanted.every(({ topic, partition }) => partition < (counts.get(topic) ?? 0));
}
