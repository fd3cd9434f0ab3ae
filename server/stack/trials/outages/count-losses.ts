import type pg from 'pg';
import { z } from 'zod';
import { createPool } from '#server/platform/db/index.ts';
import { connectKafka, createAdmin } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { serviceNames } from '../../plan/defaults.ts';
import type { StackAddresses } from '../../plan/stack-addresses.ts';
import type { Acknowledged } from './place-orders.ts';

/** Everything has room to end: failed events are tried again, timers come due. */
const patienceMs = 120_000;
const ended = new Set(['completed', 'cancelled']);
const order = z.object({ status: z.string() });

type End = { topic: string; partition: number; offset: bigint };
type Partition = { topic: string; partition: number; end: string; rows: number; distinct: number; next: string | null };

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
    // Traffic goes on: what is compared is what stood in Kafka and in the ledgers at this moment.
    const partitions = await admin.partitionsOf(await admin.listTopics());
    const ends = await admin.logEnds(partitions);
    const told = await readLedgers(pool);
    const judge = async () => [...(await comparePartitions(pool, ends)), ...(await eventsWithoutRow(pool, told))];
    await eventually(async () => (await judge()).length === 0, { timeoutMs: patienceMs, everyMs: 500 }).catch(
      () => undefined,
    );
    return [...(await judge()), ...(await ordersWithoutFlow(pool, acknowledged))];
  } finally {
    await Promise.all([pool.end(), admin.close()]);
  }
}

/** Nothing here is compacted or transactional, so each offset below the end is one record, and one row. */
async function comparePartitions(pool: pg.Pool, ends: End[]): Promise<string[]> {
  const { rows } = await pool.query<Partition>(
    `select g.topic, g.record_partition as partition, g.log_end::text as end, o.next_offset::text as next,
            count(e.record_offset)::int as rows, count(distinct e.record_offset)::int as distinct
       from unnest($1::text[], $2::int[], $3::bigint[]) as g (topic, record_partition, log_end)
       left join (index_offset o join word w on w.id = o.topic)
              on w.text = g.topic and o.record_partition = g.record_partition
       left join event e on e.topic = o.topic and e.record_partition = o.record_partition
                        and e.record_offset < g.log_end
      where g.log_end > 0 group by 1, 2, 3, 4`,
    [ends.map(({ topic }) => topic), ends.map(({ partition }) => partition), ends.map(({ offset }) => offset)],
  );
  return rows
    .filter(({ rows, distinct, end, next }) => rows !== Number(end) || distinct !== rows || Number(next) < rows)
    .map(
      ({ topic, partition, end, rows, distinct, next }) =>
        `${topic}/${partition}: Kafka held ${end} records, the store ${rows} rows of ${distinct}, next ${next}`,
    );
}

type Told = { service: string; events: string[] };

/** What services told in their own transactions: each must become a record, and a row. */
async function readLedgers(pool: pg.Pool): Promise<Told[]> {
  const told: Told[] = [];
  for (const service of serviceNames) {
    const { rows } = await pool.query<{ id: string }>(`select event->>'event_id' as id from ${service}.outbox`);
    told.push({ service, events: rows.map(({ id }) => id) });
  }
  return told;
}

async function eventsWithoutRow(pool: pg.Pool, told: Told[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { service, events } of told) {
    const { rows } = await pool.query(
      'select id from unnest($1::uuid[]) as id where not exists (select 1 from event e where e.event_id = id)',
      [events],
    );
    if (rows.length > 0) faults.push(`${rows.length} events that ${service} told are not in the store`);
  }
  return faults;
}

async function ordersWithoutFlow(pool: pg.Pool, acknowledged: Acknowledged[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from unnest($1::uuid[]) as id where not exists (select 1 from event e where e.correlation = id)',
    [acknowledged.map(({ correlationId }) => correlationId)],
  );
  return rows.map(({ id }) => `the acknowledged order of flow ${id} has no record in the store`);
}
