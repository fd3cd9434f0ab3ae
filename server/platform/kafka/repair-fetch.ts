import { setTimeout as delay } from 'node:timers/promises';
import type { Assigner } from 'kafkajs';
import Broker from 'kafkajs/src/broker/index.js';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import responseV10 from 'kafkajs/src/protocol/requests/fetch/v10/response.js';
import responseV11, {
  type FetchResponse,
  type FetchResponseData,
} from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { NibbleError } from '#schemas/errors.ts';
import { decodeFetch } from './decode-fetch.ts';
import { decodeRecordSet, type FetchedPartition } from './decode-record-set.ts';
import { decodeFetchById, encodeFetchById, type FetchRequest, fetchByIdVersion } from './fetch-by-id.ts';
import { FetchedBatch } from './fetched-batch.ts';

const offsetOutOfRange = 1;
// LEADER_NOT_AVAILABLE, NOT_LEADER, UNKNOWN_TOPIC_OR_PARTITION, FENCED and UNKNOWN_LEADER_EPOCH, UNKNOWN_TOPIC_ID.
const staleMetadata = new Set([3, 5, 6, 74, 76, 100]);
const staleMetadataPauseMs = 100;

const fetchKey = 1;

type TopicIds = ReadonlyMap<string, string>;
const idsOfAssigner = new WeakMap<Assigner, TopicIds>();
/** A session has a cluster of its own, so its brokers serve no other. */
const idsOfBroker = new WeakMap<Broker, TopicIds>();

/** From the (empty) message list that travels through kafkajs to what was really fetched for that partition. */
const fetchedOf = new WeakMap<object, FetchedPartition>();

/**
 * Replaces how kafkajs reads what it fetched. Its own way folds headers of one name together, lets some aborted records
 * by, needs native modules for two codecs, skips batches without records in silence, throws away a whole response for
 * one partition's error or one unreadable batch, takes several times as long, and goes on in a topic made anew.
 */
export function repairFetch(): void {
  repairResponse(responseV10, 10);
  repairResponse(responseV11, 11);
  fetchByIds();
  const originalFetch = ConsumerGroup.prototype.fetch;
  Object.assign(ConsumerGroup.prototype, {
    async fetch(this: ConsumerGroup, nodeId: string): Promise<FetchedBatch[]> {
      await noteIds(this, nodeId);
      const fetched = (await originalFetch.call(this, nodeId)).map(({ rawMessages, fetchedOffset }) => ({
        partition: fetchedPartition(rawMessages),
        from: BigInt(fetchedOffset),
      }));
      const failed = fetched.filter(({ partition }) => partition.errorCode !== 0);
      const batches = fetched
        .filter(({ partition }) => partition.errorCode === 0 && partition.recordSet.length > 0)
        .map(({ partition, from }) => toBatch(partition, from))
        .filter((batch) => !batch.isEmpty());
      await recover(
        this,
        failed.map(({ partition }) => partition),
        batches.length > 0,
      );
      return batches;
    },
  });
}

/** Names the topics that a group means, by their ids. The assigner is the one object of ours that kafkajs keeps in a group. */
export function meanTopicIds(assigner: Assigner, ids: ReadonlyMap<string, string | null>): void {
  const known = [...ids].flatMap(([topic, id]) => (id === null ? [] : [[topic, id] as const]));
  idsOfAssigner.set(assigner, new Map(known));
}

async function noteIds({ assigners, cluster }: ConsumerGroup, nodeId: string): Promise<void> {
  const ids = assigners.map((assigner) => idsOfAssigner.get(assigner)).find((known) => known !== undefined);
  // Where there is no broker, the fetch itself finds that and recovers.
  const broker = ids && (await cluster.findBroker({ nodeId }).catch(() => null));
  if (ids && broker) idsOfBroker.set(broker, ids);
}

function repairResponse(response: FetchResponse, version: number): void {
  response.decode = async (payload) => toKafkajs(decodeFetch(payload, version));
  response.parse = parse;
}

async function parse(decoded: FetchResponseData): Promise<FetchResponseData> {
  if (decoded.errorCode !== 0) throw createErrorFromCode(decoded.errorCode);
  return decoded;
}

/** Fetch by topic ids where they are known and the broker can; else as kafkajs does. */
function fetchByIds(): void {
  const byName = Broker.prototype.fetch;
  Broker.prototype.fetch = async function fetch(this: Broker, given: FetchRequest): Promise<FetchResponseData> {
    const ids = idsOfBroker.get(this);
    const spoken = this.versions?.[fetchKey]?.maxVersion ?? 0;
    if (!ids || spoken < fetchByIdVersion || !given.topics.every(({ topic }) => ids.has(topic))) {
      return await byName.call(this, given);
    }
    const names = new Map([...ids].map(([topic, id]) => [id, topic]));
    const encode = async () => new Encoder().writeBuffer(encodeFetchById(given, ids));
    try {
      return await this.connectionPool.send({
        request: { apiKey: fetchKey, apiVersion: fetchByIdVersion, apiName: 'Fetch', encode },
        response: { decode: async (payload) => toKafkajs(decodeFetchById(payload, names)), parse },
      });
    } catch (error) {
      if (error instanceof Error && error.name === 'KafkaJSConnectionClosedError') await this.disconnect();
      throw error;
    }
  };
}

function toKafkajs({
  throttleMs,
  errorCode,
  sessionId,
  partitions,
}: ReturnType<typeof decodeFetch>): FetchResponseData {
  const responses = [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topicName, ofTopic]) => ({
    topicName,
    partitions: ofTopic.map((fetched) => {
      const messages: [] = [];
      fetchedOf.set(messages, fetched);
      const { partition, preferredReadReplica, highWatermark } = fetched;
      const shown = {
        partition,
        errorCode: 0,
        highWatermark: highWatermark.toString(),
        preferredReadReplica,
        messages,
      };
      return { ...shown, abortedTransactions: [] satisfies [] };
    }),
  }));
  return { throttleTime: 0, clientSideThrottleTime: throttleMs, errorCode, sessionId, responses };
}

function fetchedPartition(messages: object): FetchedPartition {
  const fetched = fetchedOf.get(messages);
  if (!fetched) throw new NibbleError('unavailable', 'The broker speaks a Fetch version older than Kafka 2.1');
  return fetched;
}

function toBatch(partition: FetchedPartition, from: bigint): FetchedBatch {
  const { records, unreadable, lastOffset } = decodeRecordSet(partition, from);
  const { topic, partition: id, highWatermark } = partition;
  return new FetchedBatch({
    topic,
    partition: id,
    fetchedOffset: from,
    lastOffset,
    highWatermark,
    records,
    unreadable,
  });
}

async function recover(group: ConsumerGroup, failed: FetchedPartition[], othersHaveData: boolean): Promise<void> {
  for (const { topic, partition, errorCode } of failed) {
    if (errorCode === offsetOutOfRange) await group.recoverFromOffsetOutOfRange({ topic, partition });
  }
  const left = failed.filter(({ errorCode }) => errorCode !== offsetOutOfRange);
  if (left.some(({ errorCode }) => staleMetadata.has(errorCode))) {
    if (!othersHaveData) await delay(staleMetadataPauseMs);
    await group.cluster.refreshMetadata();
    return;
  }
  const first = left[0];
  if (first && !othersHaveData) throw createErrorFromCode(first.errorCode);
}
