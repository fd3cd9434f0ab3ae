import { randomUUID } from 'node:crypto';
import { copyRows, inTransaction } from '#server/platform/db/index.ts';
import { consume, type KafkaRecord } from '#server/platform/kafka/index.ts';
import { topicNames } from '../traffic/make-flows.ts';
import type { BenchStack } from '../with-bench-stack.ts';

export const wholeTables = ['whole.event', 'whole.ref'] as const;

/** How one would store events without blocks: a row holds it all, texts as they are, and two refs beside it. */
const tables = `
  create schema whole;
  create table whole.event (
    ts timestamptz not null, topic text not null, record_partition integer not null, record_offset bigint not null,
    event_id uuid, event_type text, source_service text, correlation_id uuid, causation_id uuid, trace_id uuid,
    record_key text, headers jsonb not null, payload text,
    primary key (topic, record_partition, record_offset, ts)
  ) partition by range (ts);
  create index on whole.event (correlation_id, ts);
  create index on whole.event (event_id);
  create index on whole.event (ts desc);
  create table whole.ref (ts timestamptz not null, kind text not null, value text not null, correlation_id uuid not null)
    partition by range (ts);
  create index on whole.ref (value, ts);
  create table whole.event_all partition of whole.event for values from (minvalue) to (maxvalue);
  create table whole.ref_all partition of whole.ref for values from (minvalue) to (maxvalue)`;

const eventColumns = [
  ...['ts', 'topic', 'record_partition', 'record_offset', 'event_id', 'event_type', 'source_service', 'correlation_id'],
  ...['causation_id', 'trace_id', 'record_key', 'headers', 'payload'],
];
const refColumns = ['ts', 'kind', 'value', 'correlation_id'];

/** Stores about so many of the topics' records as whole rows; gives how many they are. Its speed means nothing. */
export async function storeWholeRows({ kafka, pool, logger }: BenchStack, atLeast: number): Promise<number> {
  await pool.query(tables);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let stored = 0;
  let storing = Promise.resolve();
  const consumer = consume(kafka, {
    group: `bench-${randomUUID()}`,
    topics: topicNames,
    commit: 'manual',
    eachBatch: async ({ records }) => {
      storing = storing.then(async () => {
        if (stored >= atLeast) return;
        await store(pool, records);
        stored += records.length;
        if (stored >= atLeast) resolve();
      });
      storing.catch(reject);
      await storing;
    },
    logger,
  });
  await promise.finally(() => consumer.stop());
  return stored;
}

async function store(pool: BenchStack['pool'], records: readonly KafkaRecord[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await copyRows(client, 'whole.event', eventColumns, records.map(eventRow));
    await copyRows(client, 'whole.ref', refColumns, records.flatMap(refRows));
  });
}

function headersOf({ headers }: KafkaRecord): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name, value?.toString() ?? '']));
}

function eventRow(record: KafkaRecord) {
  const headers = headersOf(record);
  const text = (name: string) => headers[name] ?? null;
  return [
    ...[new Date(Number(record.timestamp)), record.topic, record.partition, record.offset, text('event_id')],
    ...[text('event_type'), text('source_service'), text('correlation_id'), text('causation_id')],
    ...[text('traceparent')?.split('-')[1] ?? null, record.key?.toString() ?? null, JSON.stringify(headers)],
    record.value?.toString() ?? null,
  ];
}

function refRows(record: KafkaRecord) {
  const ts = new Date(Number(record.timestamp));
  const value: unknown = JSON.parse(record.value?.toString() ?? '{}');
  const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : null;
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return entries
    .filter(([name]) => name.endsWith('Id'))
    .map(([name, id]) => [ts, name, String(id), headersOf(record).correlation_id ?? null]);
}
