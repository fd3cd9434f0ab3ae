import { testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { connectKafka, type KafkaConnection } from './connect-kafka.ts';
import { type Admin, createAdmin } from './create-admin.ts';
import { createProducer, type Producer } from './create-producer.ts';
import type { KafkaRecord, RecordBatch } from './kafka-record.ts';

export const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestKafka {
  kafka: KafkaConnection;
  admin: Admin;
  producer: Producer;
  prefix: string;
  close(): Promise<void>;
}

/** The test broker with a prefix of its own; `close` deletes the topics that carry it. */
export function openTestKafka(): TestKafka {
  const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger: silent });
  const admin = createAdmin(kafka);
  const producer = createProducer(kafka);
  const prefix = topicPrefix();
  return {
    kafka,
    admin,
    producer,
    prefix,
    close: async () => {
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
