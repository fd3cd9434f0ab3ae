import type Cluster from 'kafkajs/src/cluster/index.js';
import listOffsetsRequest from 'kafkajs/src/protocol/requests/listOffsets/v3/request.js';
import listOffsetsResponse from 'kafkajs/src/protocol/requests/listOffsets/v3/response.js';
import { NibbleError } from '#schemas/errors.ts';
import { byLeader } from './by-leader.ts';
import type { TopicPartition, TopicPartitionOffset } from './kafka-record.ts';

/** The protocol's special timestamps: the offset after the last replicated record, and the first one still kept. */
export const latestOffset = -1;
export const earliestOffset = -2;

const consumerReplica = -1;
/** Whether the end of a partition is that of its log, or that up to which all transactions are over. */
export const isolation = { readUncommitted: 0, readCommitted: 1 } as const;
type Isolation = (typeof isolation)[keyof typeof isolation];

const unknownPartition = 3;

/**
 * Asks each leader once for all its partitions. Partitions that do not exist or have no leader are left out; any other
 * error throws, so that the caller tries again with fresh leaders.
 */
export async function listOffsets(
  cluster: Cluster,
  wanted: readonly TopicPartition[],
  timestamp: number,
  isolationLevel: Isolation = isolation.readUncommitted,
): Promise<TopicPartitionOffset[]> {
  const answers = [...(await byLeader(cluster, wanted))].map(([leader, partitions]) =>
    askLeader(cluster, leader, partitions, { timestamp, isolationLevel }),
  );
  return (await Promise.all(answers)).flat();
}

async function askLeader(
  cluster: Cluster,
  leader: number,
  byTopic: Map<string, TopicPartition[]>,
  { timestamp, isolationLevel }: { timestamp: number; isolationLevel: Isolation },
): Promise<TopicPartitionOffset[]> {
  const broker = await cluster.findBroker({ nodeId: String(leader) });
  const topics = [...byTopic].map(([topic, partitions]) => ({
    topic,
    partitions: partitions.map(({ partition }) => ({ partition, timestamp })),
  }));
  const { responses } = await broker.connectionPool.send({
    request: listOffsetsRequest({ replicaId: consumerReplica, isolationLevel, topics }),
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
