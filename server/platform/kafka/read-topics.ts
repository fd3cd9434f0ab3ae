import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { askBroker } from './ask-broker.ts';
import { CompactReader } from './compact-reader.ts';

export interface TopicDescription {
  topic: string;
  /** Another id under the same name means: deleted and made anew. Null for brokers older than Kafka 3.1. */
  topicId: string | null;
  internal: boolean;
  partitions: { partition: number; leader: number }[];
}

export interface ClusterDescription {
  clusterId: string | null;
  topics: TopicDescription[];
}

const metadataKey = 3;
const metadataVersion = 12;
const noTopicErrors = 0;

/** All topics in one request. Metadata version 12, because kafkajs's version 6 carries no topic ids (KIP-516). */
export async function readTopics(cluster: Cluster): Promise<ClusterDescription> {
  const broker = await cluster.brokerPool.findConnectedBroker();
  const spoken = broker.versions?.[metadataKey]?.maxVersion ?? 0;
  return spoken >= metadataVersion ? readWithIds(broker) : readWithoutIds(broker);
}

function readWithIds(broker: Broker): Promise<ClusterDescription> {
  // Header tags, all topics (null array), no auto-creation, no authorized operations, body tags.
  const body = Buffer.from([0, 0, 0, 0, 0]);
  const request = { apiKey: metadataKey, apiVersion: metadataVersion, apiName: 'Metadata', body };
  return askBroker(broker, request, decodeMetadata);
}

async function readWithoutIds(broker: Broker): Promise<ClusterDescription> {
  const { clusterId, topicMetadata } = await broker.metadata([]);
  const topics = topicMetadata.map(({ topic, isInternal, partitionMetadata }) => ({
    topic,
    topicId: null,
    internal: isInternal,
    partitions: partitionMetadata.map(({ partitionId, leader }) => ({ partition: partitionId, leader })),
  }));
  return { clusterId, topics };
}

function decodeMetadata(payload: Buffer): ClusterDescription {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  reader.array(() => skipBroker(reader));
  const clusterId = reader.string();
  reader.int32(); // controller
  const topics = reader.array(() => readTopic(reader)).filter((topic) => topic !== null);
  return { clusterId, topics };
}

function skipBroker(reader: CompactReader): void {
  reader.int32();
  reader.string();
  reader.int32();
  reader.string();
  reader.skipTags();
}

function readTopic(reader: CompactReader): TopicDescription | null {
  const error = reader.int16();
  const topic = reader.string();
  const topicId = reader.uuid();
  const internal = reader.int8() !== 0;
  const partitions = reader.array(() => readPartition(reader)).sort((a, b) => a.partition - b.partition);
  reader.int32(); // authorized operations
  reader.skipTags();
  return error === noTopicErrors && topic !== null ? { topic, topicId, internal, partitions } : null;
}

function readPartition(reader: CompactReader): { partition: number; leader: number } {
  reader.int16(); // error: a partition without a leader has leader −1
  const partition = reader.int32();
  const leader = reader.int32();
  reader.int32(); // leader epoch
  for (let list = 0; list < 3; list++) reader.array(() => reader.int32()); // replicas, in sync, offline
  reader.skipTags();
  return { partition, leader };
}
