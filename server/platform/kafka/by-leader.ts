import type Cluster from 'kafkajs/src/cluster/index.js';
import type { TopicPartition } from './kafka-record.ts';
import { readTopics, type TopicDescription } from './read-topics.ts';

/** The leader of each partition, by topic and number; −1 where there is none now. */
type Leaders = ReadonlyMap<string, ReadonlyMap<number, number>>;

const rememberMs = 10_000;
const remembered = new WeakMap<Cluster, { leaders: Leaders; until: number }>();

/** Groups partitions by the broker that leads them, then by topic. Those that do not exist or have no leader now are left out. */
export async function byLeader<T extends TopicPartition>(
  cluster: Cluster,
  wanted: readonly T[],
): Promise<Map<number, Map<string, T[]>>> {
  const known = await leadersFor(cluster, wanted);
  const leaders = new Map<number, Map<string, T[]>>();
  for (const one of wanted) {
    const leader = known.get(one.topic)?.get(one.partition) ?? -1;
    if (leader < 0) continue;
    const ofLeader = leaders.get(leader) ?? new Map<string, T[]>();
    leaders.set(leader, ofLeader);
    const ofTopic = ofLeader.get(one.topic);
    if (ofTopic) ofTopic.push(one);
    else ofLeader.set(one.topic, [one]);
  }
  return leaders;
}

/** Has leaders looked up anew where one was found to have moved and the cluster object stays. */
export function forgetLeaders(cluster: Cluster): void {
  remembered.delete(cluster);
}

/** Leaders move seldom, and one that moved answers with an error, after which the cluster object is replaced. */
async function leadersFor(cluster: Cluster, wanted: readonly TopicPartition[]): Promise<Leaders> {
  const known = remembered.get(cluster);
  const holdsAll = wanted.every(({ topic, partition }) => known?.leaders.get(topic)?.has(partition));
  if (known && known.until > Date.now() && holdsAll) return known.leaders;
  const { topics } = await readTopics(cluster);
  const leaders = leadersOf(topics);
  remembered.set(cluster, { leaders, until: Date.now() + rememberMs });
  return leaders;
}

function leadersOf(topics: readonly TopicDescription[]): Leaders {
  return new Map(
    topics.map(({ topic, partitions }) => [
      topic,
      new Map(partitions.map(({ partition, leader }) => [partition, leader])),
    ]),
  );
}
