import type Cluster from 'kafkajs/src/cluster/index.js';
import listOffsetsRequest from 'kafkajs/src/protocol/requests/listOffsets/v3/request.js';
import listOffsetsResponse from 'kafkajs/src/protocol/requests/listOffsets/v3/response.js';
import { NibbleError } from '#schemas/errors.ts';
import type { TopicPartition, TopicPartitionOffset } from './kafka-record.ts';
import { readTopics, type TopicDescription } from './read-topics.ts';

/** The protocol's special timestamps: the offset after the last replicated record, and the first one still kept. */
export const latestOffset = -1;
export const earliestOffset = -2;

const consumerReplica = -1;
const readUncommitted = 0;
const unknownPartition = 3;

const rememberMs = 10_000;
const remembered = new WeakMap<Cluster, { topics: TopicDescription[]; until: number }>();

type ByTopic = Map<string, number[]>;

/**
 * Asks each leader once for all its partitions. Partitions that do not exist are left out of the answer; any other
 * error throws, so that the caller tries again with fresh leaders.
 */
export async function listOffsets(
  cluster: Cluster,
  wanted: readonly TopicPartition[],
  timestamp: number,
): Promise<TopicPartitionOffset[]> {
  const topics = await topicsOf(cluster, wanted);
  const answers = [...byLeader(topics, wanted)].map(([leader, partitions]) =>
    askLeader(cluster, leader, partitions, timestamp),
  );
  return (await Promise.all(answers)).flat();
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

function byLeader(topics: TopicDescription[], wanted: readonly TopicPartition[]): Map<number, ByTopic> {
  const known = new Map(topics.map(({ topic, partitions }) => [topic, partitions]));
  const leaders = new Map<number, ByTopic>();
  for (const { topic, partition } of wanted) {
    const found = known.get(topic)?.find((candidate) => candidate.partition === partition);
    if (!found) continue;
    const ofLeader = leaders.get(found.leader) ?? new Map<string, number[]>();
    leaders.set(found.leader, ofLeader);
    ofLeader.set(topic, [...(ofLeader.get(topic) ?? []), partition]);
  }
  return leaders;
}

async function askLeader(
  cluster: Cluster,
  leader: number,
  partitions: ByTopic,
  timestamp: number,
): Promise<TopicPartitionOffset[]> {
  const broker = await cluster.findBroker({ nodeId: String(leader) });
  const topics = [...partitions].map(([topic, ids]) => ({
    topic,
    partitions: ids.map((partition) => ({ partition, timestamp })),
  }));
  const { responses } = await broker.connectionPool.send({
    request: listOffsetsRequest({ replicaId: consumerReplica, isolationLevel: readUncommitted, topics }),
    // kafkajs's own parse throws away every answer when one partition has an error.
    response: { decode: listOffsetsResponse.decode, parse: async (decoded) => decoded },
  });
  return responses.flatMap(({ topic, partitions: answers }) =>
    answers.filter(isKnown).map(({ partition, offset }) => ({ topic, partition, offset: BigInt(offset) })),
  );
}

function isKnown({ partition, errorCode }: { partition: number; errorCode: number }): boolean {
  if (errorCode === 0) return true;
  if (errorCode === unknownPartition) return false;
  throw new NibbleError(
    'unavailable',
    `The broker answered error ${errorCode} for an offset of partition ${partition}`,
  );
}
