import type { Broker } from 'kafkajs/src/cluster/index.js';
import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { askBroker } from './ask-broker.ts';
import { byLeader } from './by-leader.ts';
import { ByteWriter } from './byte-writer.ts';
import { createClusterDoor } from './cluster-door.ts';
import type { KafkaConnection } from './connect-kafka.ts';
import { decodeFetch } from './decode-fetch.ts';
import { decodeRecordSet, type FetchedPartition } from './decode-record-set.ts';
import type { KafkaRecord, TopicPartition, UnreadableRange } from './kafka-record.ts';
import { isolation } from './list-offsets.ts';

export interface LogPage {
  /** What read_committed may see, in order. */
  records: KafkaRecord[];
  unreadable: UnreadableRange[];
  /** Where the next page begins; what is asked for again when the broker has nothing more. */
  next: bigint;
}

export interface LogReader {
  /** A page of a partition from `from` on. Throws `unavailable`, and Kafka's own error for an offset out of range. */
  read(where: TopicPartition, from: bigint): Promise<LogPage>;
  close(): Promise<void>;
}

const fetchKey = 1;
const fetchVersion = 10;
const leaderNotAvailable = 5;
const mostBytes = 4 * 1024 * 1024;

/**
 * Reads partitions from given offsets without group, position or state: Fetch requests of our own, one partition each. For
 * checks of what consumers have made of a log.
 */
export function createLogReader(connection: KafkaConnection): LogReader {
  const door = createClusterDoor(connection);
  return {
    read: (where, from) =>
      door.use('Reading a log', async (cluster) => {
        const [leader] = [...(await byLeader(cluster, [where])).keys()];
        if (leader === undefined) throw createErrorFromCode(leaderNotAvailable);
        const broker = await cluster.findBroker({ nodeId: String(leader) });
        const fetched = await fetchPartition(broker, where, from);
        if (fetched.errorCode !== 0) throw createErrorFromCode(fetched.errorCode);
        const { records, unreadable, lastOffset } = decodeRecordSet(fetched, from);
        return { records, unreadable, next: lastOffset + 1n };
      }),
    close: () => door.close(),
  };
}

async function fetchPartition(broker: Broker, where: TopicPartition, from: bigint): Promise<FetchedPartition> {
  const request = { apiKey: fetchKey, apiVersion: fetchVersion, apiName: 'Fetch', body: fetchRequest(where, from) };
  const fetched = await askBroker(broker, request, (payload) => decodeFetch(payload, fetchVersion));
  const [partition] = fetched.partitions;
  if (!partition) throw createErrorFromCode(leaderNotAvailable);
  return partition;
}

function fetchRequest({ topic, partition }: TopicPartition, from: bigint): Buffer {
  const writer = new ByteWriter();
  writer.int32(-1); // replica: a consumer
  writer.int32(100); // wait, ms
  writer.int32(1); // at least one byte
  writer.int32(mostBytes);
  writer.int8(isolation.readCommitted);
  writer.int32(0); // no fetch session
  writer.int32(-1);
  writer.int32(1);
  writer.string(topic);
  writer.int32(1);
  writer.int32(partition);
  writer.int32(-1); // leader epoch not known
  writer.int64(from);
  writer.int64(-1n); // log start: followers only
  writer.int32(mostBytes);
  writer.int32(0); // no forgotten topics
  return writer.written();
}
