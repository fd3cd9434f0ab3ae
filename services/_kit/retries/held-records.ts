import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { KafkaHeader, KafkaRecord } from '#server/platform/kafka/index.ts';

/** A key whose order is kept: on a topic, for a group. */
export type OrderedKey = { group: string; topic: string; keyHash: Buffer };
export type HeldRecord = { id: string; lineage: string; record: KafkaRecord };

type Row = {
  id: string;
  lineage: string;
  record_topic: string;
  partition: number;
  record_offset: string;
  record_timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: [name: string, value: string | null][];
};

export function hashOfKey(key: Buffer | null): Buffer {
  return createHash('sha256')
    .update(key ?? '')
    .digest();
}

/** A record begins its way through the tiers, anew if it was given up before. */
export async function noteFirstFailure(db: pg.Pool, group: string, lineage: string): Promise<void> {
  await db.query('delete from given_up where consumer_group = $1 and lineage = $2', [group, lineage]);
}

/**
 * From now on later records of the key wait for this one; a key that waits for another record keeps that one, and the copy
 * of one that was given up holds up nobody.
 */
export async function blockKey(db: pg.Pool, { group, topic, keyHash }: OrderedKey, lineage: string): Promise<void> {
  await db.query(
    `insert into failed_key (consumer_group, topic, key_hash, lineage)
     select $1, $2, $3, $4 where not exists (select from given_up where consumer_group = $1 and lineage = $4)
     on conflict (consumer_group, topic, key_hash) do update set failed_at = now()
     where failed_key.lineage = excluded.lineage`,
    [group, topic, keyHash, lineage],
  );
}

/** The failed record is a dead letter: other copies of it end as well, and those behind it may go on. */
export async function noteGivenUp(db: pg.Pool, group: string, lineage: string): Promise<void> {
  await db.query(
    `with release as (delete from failed_key where consumer_group = $1 and lineage = $2)
     insert into given_up (consumer_group, lineage) values ($1, $2) on conflict do nothing`,
    [group, lineage],
  );
}

/** Keeps a record as it came; the same record a second time changes nothing. */
export async function holdRecord(
  client: pg.PoolClient,
  { group, topic, keyHash }: OrderedKey,
  lineage: string,
  record: KafkaRecord,
): Promise<void> {
  await client.query(
    `insert into held_record (consumer_group, topic, key_hash, lineage, record_topic, partition, record_offset,
       record_timestamp, key, value, headers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (consumer_group, record_topic, partition, record_offset) do nothing`,
    [
      group,
      topic,
      keyHash,
      lineage,
      record.topic,
      record.partition,
      record.offset.toString(),
      record.timestamp.toString(),
      record.key,
      record.value,
      JSON.stringify(record.headers.map(encodeHeader)),
    ],
  );
}

/**
 * Locks the next record whose turn has come: the first of its key, with no other failed one before it. Null when there is
 * none. One that failed while it was held, just before a crash, is its key's failed record itself, and comes again.
 */
export async function nextHeld(db: pg.Pool | pg.PoolClient, group: string): Promise<HeldRecord | null> {
  const { rows } = await db.query<Row>(
    `select id, lineage, record_topic, partition, record_offset, record_timestamp, key, value, headers
     from held_record held
     where consumer_group = $1 and not exists (
       select from failed_key failed
       where failed.consumer_group = held.consumer_group and failed.topic = held.topic
         and failed.key_hash = held.key_hash and failed.lineage <> held.lineage
     ) and not exists (
       select from held_record earlier
       where earlier.consumer_group = held.consumer_group and earlier.topic = held.topic
         and earlier.key_hash = held.key_hash and earlier.id < held.id
     )
     order by id limit 1 for update skip locked`,
    [group],
  );
  const [row] = rows;
  return row ? { id: row.id, lineage: row.lineage, record: recordOf(row) } : null;
}

/** False when another instance has it in hand or has handled it. */
export async function lockHeld(client: pg.PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query('select from held_record where id = $1 for update skip locked', [id]);
  return rowCount === 1;
}

export async function dropHeld(db: pg.Pool | pg.PoolClient, id: string): Promise<void> {
  await db.query('delete from held_record where id = $1', [id]);
}

function recordOf(row: Row): KafkaRecord {
  return {
    topic: row.record_topic,
    partition: row.partition,
    offset: BigInt(row.record_offset),
    timestamp: BigInt(row.record_timestamp),
    key: row.key,
    value: row.value,
    headers: row.headers.map(decodeHeader),
  };
}

/** Names as bytes too: some are no text, and JSON in PostgreSQL takes no zero byte. */
function encodeHeader([name, value, nameBytes]: KafkaHeader): [string, string | null] {
  return [(nameBytes ?? Buffer.from(name)).toString('base64'), value?.toString('base64') ?? null];
}

function decodeHeader([name, value]: [string, string | null]): KafkaHeader {
  const nameBytes = Buffer.from(name, 'base64');
  const text = nameBytes.toString('utf8');
  const bytes = value === null ? null : Buffer.from(value, 'base64');
  return Buffer.from(text).equals(nameBytes) ? [text, bytes] : [text, bytes, nameBytes];
}
