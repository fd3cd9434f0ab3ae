import type pg from 'pg';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';

export type ParkStage = 'read' | 'schema' | 'handle' | 'behind';
export type ParkedRecord = { id: string; attempts: number; stage: ParkStage; record: KafkaRecord };

type Row = {
  id: string;
  attempts: number;
  stage: ParkStage;
  topic: string;
  partition: number;
  record_offset: string;
  record_timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: [name: string, base64: string | null][];
};

/** Puts a record aside as it came, to be tried again; the same record a second time changes nothing. */
export async function parkRecord(
  db: pg.Pool | pg.PoolClient,
  group: string,
  record: KafkaRecord,
  { stage, error }: { stage: ParkStage; error: string },
): Promise<void> {
  await db.query(
    `insert into parked
       (consumer_group, topic, partition, record_offset, record_timestamp, key, value, headers, stage, error)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (consumer_group, topic, partition, record_offset) do nothing`,
    [
      group,
      record.topic,
      record.partition,
      record.offset.toString(),
      record.timestamp.toString(),
      record.key,
      record.value,
      JSON.stringify(record.headers.map(([name, value]) => [name, value?.toString('base64') ?? null])),
      stage,
      error.slice(0, 2_000),
    ],
  );
}

/** Locks the next record that may be tried again: due, and the first of its key. Null when there is none. */
export async function nextParked(db: pg.Pool | pg.PoolClient, group: string): Promise<ParkedRecord | null> {
  const { rows } = await db.query<Row>(
    `select id, attempts, stage, topic, partition, record_offset, record_timestamp, key, value, headers
     from parked
     where consumer_group = $1 and resolved_at is null and next_try_at <= now() and not exists (
       select from parked earlier
       where earlier.consumer_group = $1 and earlier.topic = parked.topic and earlier.key = parked.key
         and earlier.resolved_at is null and earlier.id < parked.id
     )
     order by id limit 1 for update skip locked`,
    [group],
  );
  const [row] = rows;
  return row ? { id: row.id, attempts: row.attempts, stage: row.stage, record: recordOf(row) } : null;
}

export async function resolveParked(client: pg.PoolClient, id: string): Promise<void> {
  await client.query('update parked set resolved_at = now(), attempts = attempts + 1 where id = $1', [id]);
}

/** Tried in vain: the next try comes later each time, five minutes at most. */
export async function postponeParked(pool: pg.Pool, id: string, stage: ParkStage, error: string): Promise<void> {
  await pool.query(
    `update parked set attempts = attempts + 1, stage = $2, error = $3,
       next_try_at = now() + least(300, power(2, least(attempts, 10))) * interval '1 second'
     where id = $1`,
    [id, stage, error.slice(0, 2_000)],
  );
}

function recordOf(row: Row): KafkaRecord {
  return {
    topic: row.topic,
    partition: row.partition,
    offset: BigInt(row.record_offset),
    timestamp: BigInt(row.record_timestamp),
    key: row.key,
    value: row.value,
    headers: row.headers.map(([name, base64]) => [name, base64 === null ? null : Buffer.from(base64, 'base64')]),
  };
}
