import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import {
  type Admin,
  connectKafka,
  createAdmin,
  createProducer,
  type KafkaConnection,
  type OutgoingMessage,
  type Producer,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { type PackedBlock, type PackedRecord, unpackBlock } from './block-format.ts';
import type { CollectOptions } from './collect.ts';
import { type Collection, collect } from './collect.ts';
import type { TestStore } from './test-store.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

export type Stored = { place: string; value: string | null };

/** A prefix of topics of its own, with collections that read them into the store and a ledger of what was sent. */
export class TestCollection {
  readonly kafka: KafkaConnection = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
  readonly admin: Admin = createAdmin(this.kafka);
  readonly producer: Producer = createProducer(this.kafka);
  readonly prefix = topicPrefix();
  readonly group = `${this.prefix}collector`;
  readonly sent: Stored[] = [];
  readonly store: TestStore;
  readonly #running = new Set<Collection>();

  constructor(store: TestStore) {
    this.store = store;
  }

  async topic(name: string, partitions = 1, config: Record<string, string> = {}): Promise<string> {
    const topic = `${this.prefix}${name}`;
    await this.admin.createTopics([{ topic, partitions, config }]);
    return topic;
  }

  async send(topic: string, messages: OutgoingMessage[]): Promise<void> {
    const places = await this.producer.send(topic, messages);
    for (const [index, { partition, baseOffset }] of places.entries()) {
      const value = messages[index]?.value ?? null;
      this.sent.push({ place: `${topic}/${partition}/${baseOffset}`, value: value === null ? null : textOf(value) });
    }
  }

  /** Sends `count` records spread over the partitions. */
  async sendMany(topic: string, count: number, bytes = 20): Promise<void> {
    const padding = 'x'.repeat(bytes);
    const messages = Array.from({ length: count }, (_, i) => ({ key: `k${i}`, value: `${i} ${padding}` }));
    await this.send(topic, messages);
  }

  /** To a topic that was made anew, by a producer that does not know the old one. */
  async sendAnew(topic: string, count: number): Promise<void> {
    const producer = createProducer(this.kafka);
    const messages = Array.from({ length: count }, (_, i) => ({ key: `k${i}`, value: `anew ${i}` }));
    const places = await producer.send(topic, messages);
    await producer.close();
    for (const [index, { partition, baseOffset }] of places.entries()) {
      this.sent.push({ place: `${topic}/${partition}/${baseOffset}`, value: messages[index]?.value ?? null });
    }
  }

  async start(options: Partial<CollectOptions> = {}): Promise<Collection> {
    const collection = collect({
      kafka: this.kafka,
      state: await this.store.open(),
      owner: `test-${randomBytes(4).toString('hex')}`,
      group: this.group,
      topics: new RegExp(`^${this.prefix}`),
      logger,
      ...options,
    });
    this.#running.add(collection);
    return collection;
  }

  async stop(collection: Collection): Promise<void> {
    this.#running.delete(collection);
    await collection.stop();
  }

  /** Waits until the offsets in the database have reached the ends in Kafka. */
  async caughtUp(timeoutMs = 30_000): Promise<void> {
    await eventually(async () => (await this.#behind()) === 0n, {
      timeoutMs,
      everyMs: 100,
      what: 'all records indexed',
    });
  }

  async #behind(): Promise<bigint> {
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(this.prefix));
    const ends = await this.admin.logEnds(await this.admin.partitionsOf(topics));
    const next = await this.nextOffsets();
    const behind = ends.map(({ topic, partition, offset }) => offset - (next.get(`${topic}/${partition}`) ?? 0n));
    return behind.reduce((sum, lag) => sum + (lag > 0n ? lag : 0n), 0n);
  }

  async nextOffsets(): Promise<Map<string, bigint>> {
    const { rows } = await this.store.pool.query<{ place: string; next: string | null }>(
      `select w.text || '/' || o.record_partition as place, o.next_offset::text as next
         from index_offset o join word w on w.id = o.topic`,
    );
    return new Map(rows.map(({ place, next }) => [place, BigInt(next ?? 0)]));
  }

  /** `start-end` of each partition as last sampled. */
  async logEnds(): Promise<Map<string, string>> {
    const { rows } = await this.store.pool.query<{ place: string; log: string }>(
      `select w.text || '/' || o.record_partition as place, o.log_start || '-' || o.log_end as log
         from index_offset o join word w on w.id = o.topic`,
    );
    return new Map(rows.map(({ place, log }) => [place, log]));
  }

  async gaps(): Promise<{ place: string; from: string; to: string; reason: string }[]> {
    const { rows } = await this.store.pool.query(
      `select w.text || '/' || g.record_partition as place, from_offset::text as from, to_offset::text as to, reason
         from gap g join word w on w.id = g.topic where starts_with(w.text, $1) order by g.id`,
      [this.prefix],
    );
    return rows;
  }

  /** Every record in the store with the bytes out of its block, in order. */
  async stored(): Promise<(PackedRecord & { place: string })[]> {
    const { rows } = await this.store.pool.query<PackedBlock & { place: string; position: number }>(
      `select w.text || '/' || e.record_partition || '/' || e.record_offset as place, e.position, b.packed, b.raw_bytes as "rawBytes"
         from event e join word w on w.id = e.topic join block b on b.id = e.block
        where starts_with(w.text, $1)
        order by w.text, e.record_partition, e.record_offset`,
      [this.prefix],
    );
    return rows.map(({ place, position, ...block }) => {
      const record = unpackBlock(block, new Set([position])).get(position);
      if (!record) throw new Error(`${place} is not in its block`);
      return { place, ...record };
    });
  }

  /** Each record of the ledger is in the store once, byte for byte, and nothing else is. */
  async expectExactlyOnce(sent: Stored[] = this.sent): Promise<void> {
    const stored = (await this.stored()).map(({ place, value }) => `${place} ${value?.toString() ?? null}`);
    expect(stored.sort()).toEqual(sent.map(({ place, value }) => `${place} ${value}`).sort());
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((collection) => collection.stop()));
    await this.producer.close();
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(this.prefix));
    if (topics.length > 0) await this.admin.deleteTopics(topics);
    await this.admin.close();
  }
}

function textOf(value: Buffer | string): string {
  return value.toString();
}
