import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { NibbleError } from '#schemas/errors.ts';
import { askBroker } from './ask-broker.ts';
import { byLeader } from './by-leader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { TopicPartition, TopicPartitionOffset } from './kafka-record.ts';
import { PlainReader } from './plain-reader.ts';

/** The protocol's special timestamps: the offset after the last replicated record, and the first one still kept. */
export const latestOffset = -1;
export const earliestOffset = -2;

/** Whether the end of a partition is that of its log, or that up to which all transactions are over. */
export const isolation = { readUncommitted: 0, readCommitted: 1 } as const;
type Isolation = (typeof isolation)[keyof typeof isolation];

/** For which moment the offset is wanted: ms since 1970, or one of the special timestamps. */
export interface OffsetQuestion {
  timestamp: number;
  isolationLevel: Isolation;
}

export interface OffsetAnswer extends TopicPartitionOffset {
  errorCode: number;
}

const listOffsetsKey = 2;
/** Spoken by every broker from Kafka 2.0 on. */
const listOffsetsVersion = 3;
const consumerReplica = -1;
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
  const answers = [...(await byLeader(cluster, wanted))].map(async ([leader, byTopic]) => {
    const broker = await cluster.findBroker({ nodeId: String(leader) });
    return (await askOffsets(broker, byTopic, { timestamp, isolationLevel })).filter(isKnown);
  });
  return (await Promise.all(answers)).flat().map(({ topic, partition, offset }) => ({ topic, partition, offset }));
}

/** One ListOffsets for all these partitions of a leader; kafkajs would throw every answer away for one error. */
export function askOffsets(
  broker: Broker,
  byTopic: ReadonlyMap<string, readonly TopicPartition[]>,
  question: OffsetQuestion,
): Promise<OffsetAnswer[]> {
  const body = encodeListOffsets(byTopic, question);
  const request = { apiKey: listOffsetsKey, apiVersion: listOffsetsVersion, apiName: 'ListOffsets', body };
  return askBroker(broker, request, decodeListOffsets);
}

export function encodeListOffsets(
  byTopic: ReadonlyMap<string, readonly TopicPartition[]>,
  { timestamp, isolationLevel }: OffsetQuestion,
): Buffer {
  const writer = new ByteWriter(4_096);
  writer.int32(consumerReplica);
  writer.int8(isolationLevel);
  writer.int32(byTopic.size);
  for (const [topic, partitions] of byTopic) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition } of partitions) {
      writer.int32(partition);
      writer.int64(BigInt(timestamp));
    }
  }
  return writer.written();
}

export function decodeListOffsets(payload: Buffer): OffsetAnswer[] {
  const reader = new PlainReader(payload);
  reader.int32(); // throttle time
  const topics = reader.array(() => {
    const topic = reader.string();
    return reader.array(() => {
      const partition = reader.int32();
      const errorCode = reader.int16();
      reader.int64(); // timestamp of the record there
      return { topic, partition, errorCode, offset: reader.int64() };
    });
  });
  return topics.flat();
}

function isKnown({ partition, errorCode }: OffsetAnswer): boolean {
  if (errorCode === 0) return true;
  if (errorCode === unknownPartition) return false;
  throw new NibbleError(
    'unavailable',
    `The broker answered error ${errorCode} for an offset of partition ${partition}`,
  );
}
