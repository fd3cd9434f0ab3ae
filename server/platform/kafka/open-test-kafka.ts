import { testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { connectKafka, type KafkaConnection } from './connect-kafka.ts';
import { consume } from './consume.ts';
import type { ConsumeOptions, ConsumerHandle } from './consumer-options.ts';
import { type Admin, createAdmin } from './create-admin.ts';
import { createProducer, type Producer } from './create-producer.ts';
import type { KafkaRecord, RecordBatch } from './kafka-record.ts';

export const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestKafka {
  kafka: KafkaConnection;
  admin: Admin;
  producer: Producer;
  prefix: string;
  /** Makes a topic under the prefix and gives its whole name. */
  topic(name: string, partitions?: number, config?: Record<string, string>): Promise<string>;
  /** Consumes in a group of its own until `close`. */
  start(
    topics: string[] | RegExp,
    options?: Partial<ConsumeOptions>,
  ): { received: Received; consumer: ConsumerHandle; group: string };
  close(): Promise<void>;
}

/** The test broker with a prefix of its own; `close` stops what consumes and deletes the topics that carry the prefix. */
export function openTestKafka(): TestKafka {
  const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger: silent });
  const admin = createAdmin(kafka);
  const producer = createProducer(kafka);
  const prefix = topicPrefix();
  const running: ConsumerHandle[] = [];
  return {
    kafka,
    admin,
    producer,
    prefix,
    topic: async (name, partitions = 1, config = {}) => {
      const topic = `${prefix}${name}`;
      await admin.createTopics([{ topic, partitions, config }]);
      return topic;
    },
    start: (topics, options = {}) => {
      const received = new Received();
      const { eachBatch } = received;
      const group = `${prefix}group-${running.length}`;
      const consumer = consume(kafka, { group, topics, commit: 'manual', logger: silent, eachBatch, ...options });
      running.push(consumer);
      return { received, consumer, group };
    },
    close: async () => {
      await Promise.all(running.map((consumer) => consumer.stop()));
      await producer.close();
      const ours = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
      if (ours.length > 0) await admin.deleteTopics(ours);
      await admin.close();
    },
  };
}

/** Collects what a consumer is given, in the order in which it comes. */
export class Received {
  readonly batches: RecordBatch[] = [];

  readonly eachBatch = async (batch: RecordBatch): Promise<void> => {
    this.batches.push(batch);
  };

  get records(): KafkaRecord[] {
    return this.batches.flatMap(({ records }) => records);
  }

  texts(): (string | null)[] {
    return this.records.map(({ value }) => value?.toString() ?? null);
  }
}
