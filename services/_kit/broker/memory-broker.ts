import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaHeader, KafkaRecord } from '#server/platform/kafka/index.ts';
import type { MessageBroker, OutgoingMessage, SentPosition, SubscribeOptions, Subscription } from './message-broker.ts';

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
    send: async (topic, messages) => messages.map((message) => append(state, topic, message)),
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

function append(state: State, topic: string, { key, value, headers }: OutgoingMessage): SentPosition {
  const partition = partitionOf(key);
  const log = topicOf(state, topic).partitions[partition] ?? [];
  const offset = BigInt(log.length);
  const bytes: KafkaHeader[] = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  const timestamp = BigInt(Date.now());
  log.push({ topic, partition, offset, timestamp, key: Buffer.from(key), value: Buffer.from(value), headers: bytes });
  return { partition, offset };
}

function partitionOf(key: string): number {
  return [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7) % partitionCount;
}

function follow(state: State, { group, topics, onRecords }: SubscribeOptions): Subscription {
  const stopping = new AbortController();
  let heardAt: Date | null = null;
  const control = { stopping: () => stopping.signal.aborted };
  const followPartition = async (topic: string, partition: number) => {
    const place = `${group} ${topic}/${partition}`;
    while (!stopping.signal.aborted) {
      heardAt = new Date();
      const from = state.committed.get(place) ?? 0;
      const records = (topicOf(state, topic).partitions[partition] ?? []).slice(from);
      try {
        if (records.length > 0) await onRecords(records, control);
        state.committed.set(place, from + records.length);
      } catch {
        // Not handled: the same records come again after the pause.
      }
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
