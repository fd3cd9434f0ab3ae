import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createPool, migrate } from '#server/platform/db/index.ts';
import type { KafkaRecord, RecordBatch } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import type { Process } from '#server/processes/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { Retention, StoreState } from './flow-store.ts';
import { flowTables } from './flow-tables.ts';
import { openFlowStore } from './open-flow-store.ts';

export type TestStore = {
  database: TestDatabase;
  pool: pg.Pool;
  /** Another process on the same database. */
  open(options?: { retention?: Retention; now?: () => Date; processes?: readonly Process[] }): Promise<StoreState>;
  close(): Promise<void>;
};

const logger = createLogger({ name: 'test', level: 'silent' });

/** A database of its own with the tables of this room and of the traces that its reads ask. */
export async function createTestStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  for (const files of [flowTables, new URL('../traces/tables/', import.meta.url)]) {
    await migrate({ url: database.url, schema: 'console', files, logger });
  }
  const pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 8, logger });
  return {
    database,
    pool,
    open: ({ retention = { days: 7, bytes: 10_000_000_000 }, now = () => new Date(), processes } = {}) =>
      openFlowStore({ pool, cluster: 'local', retention, logger, clock: { now }, ...(processes && { processes }) }),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export type SampleEvent = {
  type?: string;
  correlation?: string | null;
  eventId?: string;
  causation?: string;
  service?: string;
  time?: string;
  data?: object;
};

/** A record as a well-behaved service sends it; anything of it can be replaced. */
export function sampleRecord(event: SampleEvent = {}, record: Partial<KafkaRecord> = {}): KafkaRecord {
  const envelope: Record<string, string> = {
    event_id: event.eventId ?? uuidv7(),
    event_type: event.type ?? 'order.created',
    event_version: '1',
    event_time: event.time ?? new Date().toISOString(),
    source_service: event.service ?? 'orders',
    ...(event.correlation === null ? {} : { correlation_id: event.correlation ?? randomUUID() }),
    ...(event.causation === undefined ? {} : { causation_id: event.causation }),
  };
  return {
    topic: 'order-events',
    partition: 0,
    offset: 0n,
    timestamp: BigInt(Date.now()),
    key: Buffer.from('key'),
    value: Buffer.from(JSON.stringify({ ...envelope, event_version: 1, data: event.data ?? {} })),
    headers: Object.entries(envelope).map(([name, text]) => [name, Buffer.from(text)]),
    ...record,
  };
}

type At = { topic?: string; partition?: number; from?: bigint; fetchedOffset?: bigint };

/** The records as one fetched batch with offsets from `from` on. */
export function batchOf(
  records: readonly KafkaRecord[],
  { topic = 'order-events', partition = 0, from = 0n, fetchedOffset = from }: At = {},
): RecordBatch {
  const placed = records.map((record, index) => ({ ...record, topic, partition, offset: from + BigInt(index) }));
  const lastOffset = placed.at(-1)?.offset ?? fetchedOffset - 1n;
  return {
    topic,
    partition,
    fetchedOffset,
    lastOffset,
    highWatermark: lastOffset + 1n,
    records: placed,
    unreadable: [],
  };
}

export async function claim(state: StoreState, owner: string, topic = 'order-events', partitions = 1): Promise<void> {
  const wanted = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
  await claimPositions(state, owner, wanted);
}

export async function count(pool: pg.Pool, from: string, values: unknown[] = []): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${from}`, values);
  return rows[0]?.count ?? 0;
}
