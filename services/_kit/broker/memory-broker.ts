import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaHeader, KafkaRecord } from '#server/platform/kafka/index.ts';
import type {
  ForwardedRecord,
  MessageBroker,
  OutgoingMessage,
  SentPosition,
  SubscribeOptions,
  Subscription,
} from './message-broker.ts';

const partitionCount = 3;
const pauseMs = 5;

/** One topic's partitions, each a list of records in the order of their offsets. */
type Topic = { partitions: KafkaRecord[][] };
type State = { topics: Map<string, Topic>; committed: Map<string, number> };

/**
 * Kafka's promises in memory, for tests: order per key, each group gets every record at least once and goes on where it
 * stopped, records that were not handled come again. One member a group.
 */
export function createMemoryBroker(): MessageBroker {
  const state: State = { topics: new Map(), committed: new Map() };
  const subscriptions = new Set<Subscription>();
  return {
    member: 'memory',
    send: async (topic, messages) => messages.map((message) => append(state, topic, bytesOf(message))),
    async forward(topic, record) {
      append(state, topic, record);
    },
    clusterId: async () => 'memory',
    subscribe(options) {
      const subscription = follow(state, options);
      subscriptions.add(subscription);
      return subscription;
    },
    // A member lives as long as its process, and so does this broker.
    dismiss: async () => undefined,
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
    },
  };
}

function topicOf(state: State, name: string): Topic {
  const known = state.topics.get(name);
  if (known) return known;
  const topic: Topic = { partitions: Array.from({ length: partitionCount }, () => []) };
  state.topics.set(name, topic);
  return topic;
}

function bytesOf({ key, value, headers }: OutgoingMessage): ForwardedRecord {
  const bytes: KafkaHeader[] = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return { key: Buffer.from(key), value: Buffer.from(value), headers: bytes };
}

function append(state: State, topic: string, { key, value, headers }: ForwardedRecord): SentPosition {
  const partition = partitionOf(key?.toString('hex') ?? '');
  const log = topicOf(state, topic).partitions[partition] ?? [];
  const offset = BigInt(log.length);
  log.push({ topic, partition, offset, timestamp: BigInt(Date.now()), key, value, headers });
  return { partition, offset };
}

function partitionOf(key: string): number {
  return [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7) % partitionCount;
}

function follow(state: State, { group, topics, onRecords }: SubscribeOptions): Subscription {
  const stopping = new AbortController();
  let heardAt: Date | null = null;
  const followPartition = async (topic: string, partition: number) => {
    const place = `${group} ${topic}/${partition}`;
    while (!stopping.signal.aborted) {
      heardAt = new Date();
      const from = state.committed.get(place) ?? 0;
      const records = (topicOf(state, topic).partitions[partition] ?? []).slice(from);
      let next = from + records.length;
      let waitMs = pauseMs;
      const later = ({ offset }: KafkaRecord, afterMs: number) => {
        next = Number(offset);
        waitMs = afterMs;
      };
      try {
        const stillStopping = () => stopping.signal.aborted;
        if (records.length > 0)
          await onRecords(records, { stopping: stillStopping, handled: async () => undefined, later });
        state.committed.set(place, next);
      } catch {
        // Not handled: the same records come again after the pause.
      }
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const following = topics.flatMap((topic) =>
    Array.from({ length: partitionCount }, (_, partition) => followPartition(topic, partition)),
  );
  return {
    lastHeardAt: () => heardAt,
    async stop() {
      stopping.abort();
      await Promise.all(following);
    },
  };
}
