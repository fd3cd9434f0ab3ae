import topicsFile from '#schemas/topics.json' with { type: 'json' };
import {
  consume,
  createAdmin,
  createProducer,
  type KafkaConnection,
  type KafkaRecord,
  partitionKey,
} from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { Random } from '#server/platform/random/index.ts';
import type { LogEvent } from './evidence.ts';
import { logEventOf } from './log-event.ts';

const topicNames = topicsFile.topics.map(({ name }) => name);

export type TopicListener = {
  /** Every record so far; whole once `atEnd` says so. */
  log(): LogEvent[];
  heard(correlationId: string, type: string): boolean;
  /** Whether everything that the topics hold was read. */
  atEnd(): Promise<boolean>;
  /** How many records were sent a second time. */
  echoed(): number;
  stop(): Promise<void>;
};

/**
 * Reads all topics beside the services, in a group of its own, and sends a share of the records again just as they are:
 * what a crash of a producer does now and then happens here often.
 */
export function listenToTopics(
  kafka: KafkaConnection,
  { random, echo, logger }: { random: Random; echo: number; logger: Logger },
): TopicListener {
  const records = new Map<string, LogEvent>();
  const heard = new Set<string>();
  const producer = createProducer(kafka);
  const admin = createAdmin(kafka);
  let echoed = 0;
  const take = async (record: KafkaRecord) => {
    const place = `${partitionKey(record)}/${record.offset}`;
    if (records.has(place)) return;
    const event = logEventOf(record);
    const isFirst = !heard.has(event.eventId);
    records.set(place, event);
    heard.add(event.eventId).add(`${event.correlationId} ${event.type}`);
    if (!isFirst || random.share() >= echo) return;
    const { key, value, headers } = record;
    await producer.send(record.topic, [{ key, value, headers }]);
    echoed += 1;
  };
  const handle = consume(kafka, {
    group: 'trial-listener',
    topics: topicNames,
    commit: 'auto-after-batch',
    logger,
    eachBatch: async (batch) => {
      for (const record of batch.records) await take(record);
    },
  });
  return {
    log: () => inOrder([...records.values()]),
    heard: (correlationId, type) => heard.has(`${correlationId} ${type}`),
    echoed: () => echoed,
    async atEnd() {
      const ends = await admin.logEnds(await admin.partitionsOf(topicNames));
      return ends.reduce((sum, { offset }) => sum + Number(offset), 0) === records.size;
    },
    async stop() {
      await handle.stop();
      await Promise.all([producer.close(), admin.close()]);
    },
  };
}

function inOrder(events: LogEvent[]): LogEvent[] {
  return events.sort(
    (a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || Number(a.offset - b.offset),
  );
}
