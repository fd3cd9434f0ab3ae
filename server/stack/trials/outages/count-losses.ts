import { z } from 'zod';
import { createPool } from '#server/platform/db/index.ts';
import { connectKafka, createAdmin } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { serviceNames } from '../../plan/defaults.ts';
import type { StackAddresses } from '../../plan/stack-addresses.ts';
import type { Acknowledged } from './place-orders.ts';

/** Everything has room to end: parked events are tried again, timers come due. */
const patienceMs = 120_000;
const ended = new Set(['completed', 'cancelled']);
const order = z.object({ status: z.string() });

type Partition = { topic: string; partition: number; rows: number; distinct: number; next: string | null };

/** Waits until all is over, then says what was lost or doubled between REST, Kafka and the store. */
export async function countLosses(addresses: StackAddresses, acknowledged: Acknowledged[]): Promise<string[]> {
  const faults: string[] = [];
  const open = new Set(acknowledged.map(({ orderId }) => orderId));
  const allEnded = async () => {
    for (const id of open) if (ended.has(await statusOf(addresses.orders, id))) open.delete(id);
    return open.size === 0;
  };
  await eventually(allEnded, { timeoutMs: patienceMs, everyMs: 500 }).catch(() => undefined);
  for (const id of [...open].slice(0, 5))
    faults.push(`order ${id} did not end: ${await statusOf(addresses.orders, id)}`);
  return [...faults, ...(await compareStore(addresses, acknowledged))];
}

async function statusOf(orders: string, id: string): Promise<string> {
  const response = await fetch(`${orders}/orders/${id}`).catch(() => null);
  if (!response?.ok) return `no answer (${response?.status})`;
  return order.parse(await response.json()).status;
}

async function compareStore(addresses: StackAddresses, acknowledged: Acknowledged[]): Promise<string[]> {
  const pool = createPool({ url: addresses.database, schema: 'console', applicationName: 'trial' });
  const logger = createLogger({ name: 'trial', level: 'silent' });
  const admin = createAdmin(connectKafka({ brokers: [addresses.kafka], clientId: 'trial', logger }));
  try {
    const compare = () => comparePartitions(pool, admin);
    await eventually(async () => (await compare()).length === 0, { timeoutMs: patienceMs, everyMs: 500 }).catch(
      () => undefined,
    );
    const faults = await compare();
    faults.push(...(await ledgersWithoutRecord(pool)), ...(await ordersWithoutFlow(pool, acknowledged)));
    return faults;
  } finally {
    await Promise.all([pool.end(), admin.close()]);
  }
}

/** Nothing here is compacted or transactional, so each offset of the log is one record, and one row. */
async function comparePartitions(
  pool: ReturnType<typeof createPool>,
  admin: ReturnType<typeof createAdmin>,
): Promise<string[]> {
  const partitions = await admin.partitionsOf(await admin.listTopics());
  const ends = await admin.logEnds(partitions);
  const { rows } = await pool.query<Partition>(
    `select w.text as topic, o.record_partition as partition, o.next_offset::text as next,
            count(e.record_offset)::int as rows, count(distinct e.record_offset)::int as distinct
       from index_offset o join word w on w.id = o.topic
       left join event e on e.topic = o.topic and e.record_partition = o.record_partition
      group by 1, 2, 3`,
  );
  const of = new Map(rows.map((row) => [`${row.topic}/${row.partition}`, row]));
  return ends.flatMap(({ topic, partition, offset }) => {
    const row = of.get(`${topic}/${partition}`);
    const where = `${topic}/${partition}`;
    if (row?.rows === Number(offset) && row.distinct === row.rows && (row.next ?? '0') === String(offset)) return [];
    if (!row && offset === 0n) return [];
    return [
      `${where}: Kafka holds ${offset} records, the store ${row?.rows} rows of ${row?.distinct}, next ${row?.next}`,
    ];
  });
}

/** What a service told in its own transaction must have become a record. */
async function ledgersWithoutRecord(pool: ReturnType<typeof createPool>): Promise<string[]> {
  const faults: string[] = [];
  for (const name of serviceNames) {
    const { rows } = await pool.query<{ id: string; event: string }>(
      `select id::text, event->>'event_id' as event from ${name}.outbox o
        where published_at is null or not exists (select 1 from event e where e.event_id = (o.event->>'event_id')::uuid)`,
    );
    if (rows.length > 0) faults.push(`${rows.length} events that ${name} told are not in the store`);
  }
  return faults;
}

async function ordersWithoutFlow(pool: ReturnType<typeof createPool>, acknowledged: Acknowledged[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from unnest($1::uuid[]) as id where not exists (select 1 from event e where e.correlation = id)',
    [acknowledged.map(({ correlationId }) => correlationId)],
  );
  return rows.map(({ id }) => `the acknowledged order of flow ${id} has no record in the store`);
}
