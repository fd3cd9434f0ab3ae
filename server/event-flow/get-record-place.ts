import type pg from 'pg';
import type { RecordPlace } from '#schemas/api/record.ts';
import { wordKinds } from './dictionary.ts';
import { explainPlace, type PartitionLog } from './explain-place.ts';
import { readGapOf } from './read-gaps.ts';
import { readSameEvent } from './read-same-event.ts';
import type { RecordPath } from './read-stored-record.ts';

/**
 * What is known of one offset of the log: whether the index has its record and why not, its neighbours, other records
 * under the same offset or with the same event id. For any offset whatever, of any topic.
 */
export async function getRecordPlace(pool: pg.Pool, path: RecordPath): Promise<RecordPlace> {
  const { topic, partition } = path;
  const offset = BigInt(path.offset);
  if (offset >= 2n ** 63n) throw new RangeError('an offset has 63 bits');
  const place = { topic: topic.replaceAll('\0', '�'), partition, offset: offset.toString() };
  const [versions, around, known, gap] = await Promise.all([
    readVersions(pool, place),
    readAround(pool, place),
    readLog(pool, place),
    readGapOf(pool, place),
  ]);
  const chosen = versions.find(({ stored }) => path.stored === undefined || stored === path.stored);
  const { log, partitions } = known;
  const explained = explainPlace({
    topic,
    partition,
    offset,
    isIndexed: chosen !== undefined,
    partitions,
    log,
    gap,
    ...around,
  });
  return {
    topic,
    partition,
    offset: place.offset,
    ...explained,
    previous: around.previous?.toString() ?? null,
    next: around.next?.toString() ?? null,
    log: logView(log),
    versions: versions.map(({ stored, indexedAt }) => ({ stored, indexedAt: indexedAt.toISOString() })),
    sameEvent: chosen ? await readSameEvent(pool, place, chosen) : [],
    asOf: new Date().toISOString(),
  };
}

export type Place = { topic: string; partition: number; offset: string };

type Version = { stored: string; indexedAt: Date; eventId: string | null };

const ofPartition = `topic = (select id from word where kind = ${wordKinds.topic} and text = $1) and record_partition = $2`;

async function readVersions(pool: pg.Pool, { topic, partition, offset }: Place): Promise<Version[]> {
  const { rows } = await pool.query<Version>(
    `select e.block as stored, coalesce(b.written_at, e.ts) as "indexedAt", e.event_id as "eventId"
       from (select * from event where ${ofPartition} and record_offset = $3 limit 10) e
       left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts)
      order by 2 desc`,
    [topic, partition, offset],
  );
  return rows;
}

async function readAround(pool: pg.Pool, { topic, partition, offset }: Place) {
  const nearest = (comparison: string, order: string) =>
    `(select record_offset from event where ${ofPartition} and record_offset ${comparison} $3
       order by record_offset ${order} limit 1)`;
  const { rows } = await pool.query<{ previous: string | null; next: string | null }>(
    `select ${nearest('<', 'desc')} as previous, ${nearest('>', 'asc')} as next`,
    [topic, partition, offset],
  );
  const [row] = rows;
  return { previous: row?.previous ? BigInt(row.previous) : null, next: row?.next ? BigInt(row.next) : null };
}

type LogRow = {
  partitions: number;
  record_partition: number | null;
  log_start: string | null;
  log_end: string | null;
  last_stable: string | null;
  held_since: Date | null;
  next_offset: string | null;
  log_at: Date | null;
};

/** Of several clusters with such a topic, the one that was heard of last. */
async function readLog(
  pool: pg.Pool,
  { topic, partition }: Place,
): Promise<{ log: PartitionLog | null; partitions: number }> {
  const { rows } = await pool.query<LogRow>(
    `select (select count(*)::int from index_offset i where i.topic = w.id) as partitions, o.*
       from word w left join index_offset o on o.topic = w.id and o.record_partition = $2
      where w.kind = ${wordKinds.topic} and w.text = $1
      order by o.log_at desc nulls last limit 1`,
    [topic, partition],
  );
  const [row] = rows;
  if (!row) return { log: null, partitions: 0 };
  if (row.record_partition === null) return { log: null, partitions: row.partitions };
  const log = {
    start: big(row.log_start),
    end: big(row.log_end),
    lastStable: big(row.last_stable),
    heldSince: row.held_since,
    read: big(row.next_offset),
    asOf: row.log_at,
  };
  return { log, partitions: row.partitions };
}

function big(digits: string | null): bigint | null {
  return digits === null ? null : BigInt(digits);
}

function logView(log: PartitionLog | null): RecordPlace['log'] {
  return {
    start: log?.start?.toString() ?? null,
    end: log?.end?.toString() ?? null,
    read: log?.read?.toString() ?? null,
    asOf: log?.asOf?.toISOString() ?? null,
  };
}
