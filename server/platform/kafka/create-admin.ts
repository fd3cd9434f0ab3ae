import { setTimeout as delay } from 'node:timers/promises';
import type { Admin as KafkajsAdmin } from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { NibbleError } from '#schemas/errors.ts';
import { byLeader } from './by-leader.ts';
import { type ClusterDoor, createClusterDoor } from './cluster-door.ts';
import { type KafkaConnection, openClient } from './connect-kafka.ts';
import type { TopicPartition, TopicPartitionOffset } from './kafka-record.ts';
import { earliestOffset, isolation, latestOffset, listOffsets } from './list-offsets.ts';
import { moveOffsets, type OffsetMove, type RefusedMove } from './move-offsets.ts';
import { readTopics, type TopicDescription } from './read-topics.ts';
import { removeMembers } from './remove-members.ts';
import { changeTopicSettings, readTopicSettings, type TopicSettings } from './topic-settings.ts';

export interface NewTopic {
  topic: string;
  partitions: number;
  /** Default 1. */
  replication?: number;
  config?: Record<string, string>;
}

export interface AdminOptions {
  /** Told the protocol name of every request of the batched calls, for counting. */
  onRequest?: (apiName: string) => void;
}

export interface Admin {
  /** Names, without the broker's internal topics, sorted. */
  listTopics(): Promise<string[]>;
  /** Everything about all topics, internal ones too, in one request. */
  describeTopics(): Promise<TopicDescription[]>;
  /** Topics that exist already are left as they are. Gives the names that were made. */
  createTopics(topics: readonly NewTopic[]): Promise<string[]>;
  deleteTopics(topics: readonly string[]): Promise<void>;
  /** The settings that these topics have of their own, by topic; they must exist. */
  topicSettings(topics: readonly string[]): Promise<Map<string, TopicSettings>>;
  /** Sets these settings; a topic's others stay as they are. */
  changeTopicSettings(wanted: ReadonlyMap<string, TopicSettings>): Promise<void>;
  /** Raises a topic's number of partitions to `total`. */
  addPartitions(topic: string, total: number): Promise<void>;
  /** Deletes the records below these offsets: the log start moves there. */
  deleteRecords(before: readonly TopicPartitionOffset[]): Promise<void>;
  /** Every partition of these topics; topics that do not exist are left out. */
  partitionsOf(topics: readonly string[]): Promise<TopicPartition[]>;
  /** High watermarks: one ListOffsets a broker for all partitions; partitions that do not exist are left out. */
  logEnds(partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]>;
  /** Last stable offsets: beyond them stand records of transactions that are not over. One ListOffsets a broker. */
  stableEnds(partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]>;
  /** First offsets still kept: one ListOffsets a broker. */
  logStarts(partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]>;
  /** For groups without members; members commit by their consumer. Gives what the broker refused, by partition. */
  moveOffsets(group: string, moves: readonly OffsetMove[]): Promise<RefusedMove[]>;
  /** The same where nothing is expected to be refused: throws `conflict` when something is. */
  commitOffsets(group: string, offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /** All that a group has committed. Never writes: kafkajs's `resolveOffsets` flag, which does, is not offered here. */
  fetchOffsets(group: string): Promise<TopicPartitionOffset[]>;
  /**
   * Takes the members with these client ids out of a group, which otherwise waits for their sessions. Only for processes
   * that have ended: one that lives joins again. Returns how many there were.
   */
  removeMembers(group: string, clientIds: readonly string[]): Promise<number>;
  /** Deletes groups without members, with all that they have committed. */
  deleteGroups(groups: readonly string[]): Promise<void>;
  clusterId(): Promise<string | null>;
  close(): Promise<void>;
}

// A broker with much else to do makes some ten partitions a second.
const topicsAtOnce = 16;
const createTimeoutMs = 20_000;

const leadersWithinMs = 30_000;
const leadersLookMs = 100;

/** Questions and orders to the brokers. Each call tries again for some 4 s, then throws `unavailable` with its cause. */
export function createAdmin(connection: KafkaConnection, { onRequest }: AdminOptions = {}): Admin {
  const door = createClusterDoor(connection, onRequest);
  const client = openClient(connection).admin();
  return {
    ...topicQuestions(door),
    ...groupOffsets(door),
    ...topicOrders(door, client),
    close: async () => {
      await Promise.all([door.close(), client.disconnect()]);
    },
  };
}

function topicQuestions(door: ClusterDoor) {
  const describeTopics = () => door.use('Listing topics', async (cluster) => (await readTopics(cluster)).topics);
  return {
    describeTopics,
    listTopics: async () => {
      const topics = (await describeTopics()).filter(({ internal }) => !internal);
      return topics.map(({ topic }) => topic).sort();
    },
    partitionsOf: async (topics: readonly string[]) => {
      const wanted = new Set(topics);
      const described = (await describeTopics()).filter(({ topic }) => wanted.has(topic));
      return described.flatMap(({ topic, partitions }) => partitions.map(({ partition }) => ({ topic, partition })));
    },
    logEnds: (partitions: readonly TopicPartition[]) =>
      door.use('Reading log ends', (cluster) => listOffsets(cluster, partitions, latestOffset)),
    stableEnds: (partitions: readonly TopicPartition[]) =>
      door.use('Reading last stable offsets', (cluster) =>
        listOffsets(cluster, partitions, latestOffset, isolation.readCommitted),
      ),
    logStarts: (partitions: readonly TopicPartition[]) =>
      door.use('Reading log starts', (cluster) => listOffsets(cluster, partitions, earliestOffset)),
    clusterId: () => door.use('Reading the cluster id', async (cluster) => (await readTopics(cluster)).clusterId),
  };
}

function groupOffsets(door: ClusterDoor) {
  return {
    moveOffsets: (group: string, moves: readonly OffsetMove[]) =>
      door.use('Committing offsets', (cluster) => moveOffsets(cluster, group, moves)),
    commitOffsets: async (group: string, offsets: readonly TopicPartitionOffset[]) => {
      const refused = await door.use('Committing offsets', (cluster) => moveOffsets(cluster, group, offsets));
      if (refused[0]) throw new NibbleError('conflict', `Offsets of ${group} were not committed: ${refused[0].detail}`);
    },
    removeMembers: (group: string, clientIds: readonly string[]) =>
      door.use('Removing members', (cluster) => removeMembers(cluster, group, clientIds)),
    fetchOffsets: (group: string) =>
      door.use('Reading committed offsets', async (cluster) => {
        const coordinator = await cluster.findGroupCoordinator({ groupId: group });
        const { responses } = await coordinator.offsetFetch({ groupId: group, topics: [] });
        return responses.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => ({ topic, partition, offset: BigInt(offset) })),
        );
      }),
  };
}

function topicOrders(door: ClusterDoor, client: KafkajsAdmin) {
  return {
    createTopics: async (topics: readonly NewTopic[]) => {
      const described = await door.use('Listing topics', readTopics);
      const there = new Set(described.topics.map(({ topic }) => topic));
      const missing = topics.filter(({ topic }) => !there.has(topic));
      await client.connect();
      for (let from = 0; from < missing.length; from += topicsAtOnce) {
        const some = missing.slice(from, from + topicsAtOnce);
        await client.createTopics({ waitForLeaders: false, topics: some.map(topicConfig), timeout: createTimeoutMs });
        const names = some.map(({ topic }) => topic);
        await door.use('Waiting for leaders', (cluster) => waitForLeaders(cluster, names));
      }
      const names = missing.map(({ topic }) => topic);
      return names;
    },
    deleteTopics: async (topics: readonly string[]) => {
      await client.connect();
      await client.deleteTopics({ topics: [...topics] });
    },
    topicSettings: async (topics: readonly string[]) => {
      await client.connect();
      return await readTopicSettings(client, topics);
    },
    changeTopicSettings: async (wanted: ReadonlyMap<string, TopicSettings>) => {
      await client.connect();
      await changeTopicSettings(client, wanted);
    },
    deleteGroups: async (groups: readonly string[]) => {
      await client.connect();
      await client.deleteGroups([...groups]);
    },
    addPartitions: async (topic: string, total: number) => {
      await client.connect();
      await client.createPartitions({ topicPartitions: [{ topic, count: total }] });
      await door.use('Waiting for leaders', (cluster) => waitForLeaders(cluster, [topic], total));
    },
    deleteRecords: (before: readonly TopicPartitionOffset[]) =>
      door.use('Deleting records', async (cluster) => {
        for (const [leader, topics] of await byLeader(cluster, before)) {
          const broker = await cluster.findBroker({ nodeId: String(leader) });
          await broker.deleteRecords({ topics: offsetsByTopic([...topics.values()].flat()) });
        }
      }),
  };
}

function topicConfig({ topic, partitions, replication = 1, config = {} }: NewTopic) {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions: partitions, replicationFactor: replication, configEntries };
}

/** A busy broker takes its time over many partitions. Throws `unavailable` when one has no leader by then. */
async function waitForLeaders(cluster: Cluster, names: readonly string[], atLeast = 1): Promise<void> {
  const deadline = performance.now() + leadersWithinMs;
  for (;;) {
    const waiting = await withoutLeader(cluster, names, atLeast);
    if (waiting === undefined) return;
    if (performance.now() > deadline) throw new NibbleError('unavailable', `The topic ${waiting} has no leader yet`);
    await delay(leadersLookMs);
  }
}

async function withoutLeader(cluster: Cluster, names: readonly string[], atLeast: number) {
  const { topics } = await readTopics(cluster);
  const ready = new Set(
    topics
      .filter(({ partitions }) => partitions.length >= atLeast && partitions.every(({ leader }) => leader >= 0))
      .map(({ topic }) => topic),
  );
  return names.find((name) => !ready.has(name));
}

/** Groups offsets as kafkajs's requests want them. */
function offsetsByTopic(offsets: readonly TopicPartitionOffset[]) {
  const grouped = Map.groupBy(offsets, ({ topic }) => topic);
  return [...grouped].map(([topic, list]) => ({
    topic,
    partitions: list.map(({ partition, offset }) => ({ partition, offset: offset.toString() })),
  }));
}
