import type Cluster from 'kafkajs/src/cluster/index.js';
import { settleDoubts } from './ask-node.ts';
import { createClusterDoor, type Patience } from './cluster-door.ts';
import { committedOffsets } from './committed-offsets.ts';
import type { KafkaConnection } from './connect-kafka.ts';
import type { GroupDescription, GroupListing, GroupOffsets, GroupProblem, PartitionEnds } from './consumer-group.ts';
import type { AdminOptions } from './create-admin.ts';
import { describeGroups } from './describe-groups.ts';
import type { TopicPartition, TopicPartitionOffset } from './kafka-record.ts';
import { type ListedGroups, listGroups } from './list-groups.ts';
import { earliestOffset, isolation, latestOffset } from './list-offsets.ts';
import { offsetsOfPartitions } from './offsets-of-partitions.ts';
import { readTopics, type TopicDescription } from './read-topics.ts';

/** One failing broker, group or partition is a `problem` of its own and fails nothing else. */
export interface GroupReader {
  /** All groups of all protocols: one request a broker. */
  listGroups(): Promise<ListedGroups>;
  /** Everything about all topics, internal ones too: one request. */
  describeTopics(): Promise<TopicDescription[]>;
  /** State and members, by the request that the group's protocol has: 100 groups each. */
  describeGroups(groups: readonly GroupListing[]): Promise<Map<string, GroupDescription | GroupProblem>>;
  /** Where each group goes on reading: 200 groups a request. Writes nothing. */
  committedOffsets(groups: readonly GroupListing[]): Promise<Map<string, GroupOffsets | GroupProblem>>;
  /** Where logs begin and end, each partition once: three requests a broker. */
  partitionEnds(partitions: readonly TopicPartition[]): Promise<PartitionEnds[]>;
  /**
   * The first record that is not older than `timeMs` (since 1970), or the log's end where all are. Partitions of which that is
   * not known now are left out.
   */
  offsetsAtTime(partitions: readonly TopicPartition[], timeMs: number): Promise<TopicPartitionOffset[]>;
  close(): Promise<void>;
}

/** Who asks every few seconds would rather hear that nobody answers than wait. */
const brief: Patience = { pausesMs: [100, 500], retries: 1, withinMs: 12_000 };

/**
 * Reads what groups do, with the requests that kafkajs lacks (KIP-848, KIP-932, KIP-1043, KIP-1071); less of it from brokers
 * that do not know them. Throws `unavailable` when no broker can be reached, 12 s after the call at the latest.
 */
export function createGroupReader(connection: KafkaConnection, { onRequest }: AdminOptions = {}): GroupReader {
  const door = createClusterDoor(connection, onRequest, brief);
  const use = <T>(what: string, read: (cluster: Cluster) => Promise<T>) =>
    door.use(what, async (cluster) => {
      await settleDoubts(cluster);
      return await read(cluster);
    });
  return {
    listGroups: () => use('Listing groups', listGroups),
    describeTopics: () => use('Listing topics', async (cluster) => (await readTopics(cluster)).topics),
    describeGroups: (groups) => use('Describing groups', (cluster) => describeGroups(cluster, groups)),
    committedOffsets: (groups) => use('Reading committed offsets', (cluster) => committedOffsets(cluster, groups)),
    partitionEnds: (partitions) => use('Reading log ends', (cluster) => partitionEnds(cluster, partitions)),
    offsetsAtTime: (partitions, timeMs) =>
      use('Reading offsets of a time', (cluster) => offsetsAtTime(cluster, partitions, timeMs)),
    close: () => door.close(),
  };
}

const logStart = { timestamp: earliestOffset, isolationLevel: isolation.readUncommitted };
const logEnd = { timestamp: latestOffset, isolationLevel: isolation.readUncommitted };
const lastStable = { timestamp: latestOffset, isolationLevel: isolation.readCommitted };

/** The log's end is asked last, so that it is never behind the others. */
async function partitionEnds(cluster: Cluster, wanted: readonly TopicPartition[]): Promise<PartitionEnds[]> {
  const found = await offsetsOfPartitions(cluster, wanted, [logStart, lastStable, logEnd]);
  return found.map(({ topic, partition, problem, offsets: [start = null, stable = null, end = null] }) => ({
    topic,
    partition,
    logStart: start,
    logEnd: end,
    lastStable: stable,
    problem,
  }));
}

async function offsetsAtTime(cluster: Cluster, wanted: readonly TopicPartition[], timeMs: number) {
  const atTime = { timestamp: timeMs, isolationLevel: isolation.readUncommitted };
  const found = await offsetsOfPartitions(cluster, wanted, [atTime, logEnd]);
  return found.flatMap(({ topic, partition, problem, offsets: [first = null, end = null] }) => {
    const offset = first ?? end;
    return problem !== null || offset === null ? [] : [{ topic, partition, offset }];
  });
}
