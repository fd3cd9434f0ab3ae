import type pg from 'pg';
import { type PackedRecord, unpackBlock } from './block-format.ts';
import { wordKinds } from './dictionary.ts';

export type RecordPath = {
  topic: string;
  partition: number;
  offset: string;
  /** Which record of several under one offset (the number of its block); the one written last unless told. */
  stored?: string | undefined;
};

export type StoredRow = {
  cluster: string;
  ts: Date;
  event_ms: string;
  type: string | null;
  service: string | null;
  version: number | null;
  flags: number;
  position: number;
  block: string;
  correlation: string;
  event_id: string | null;
  causation: string | null;
  trace: string | null;
  packed: Buffer | null;
  raw_bytes: number;
  indexed_at: Date | null;
};

/** A record's slim row and its bytes; null when the index does not have it. */
export async function readStoredRecord(
  pool: pg.Pool,
  path: RecordPath,
): Promise<{ row: StoredRow; packed: PackedRecord } | null> {
  if (!fits64(path.offset) || (path.stored !== undefined && !fits64(path.stored))) return null;
  const row = await readRow(pool, path);
  if (!row?.packed) return null;
  const block = { packed: row.packed, rawBytes: row.raw_bytes };
  const packed = unpackBlock(block, new Set([row.position])).get(row.position);
  return packed ? { row, packed } : null;
}

function fits64(digits: string): boolean {
  return BigInt.asIntN(64, BigInt(digits)) === BigInt(digits);
}

async function readRow(
  pool: pg.Pool,
  { topic, partition, offset, stored }: RecordPath,
): Promise<StoredRow | undefined> {
  const { rows } = await pool.query<StoredRow>(
    `select c.name as cluster, e.ts, e.event_ms, y.text as type, s.text as service, e.version, e.flags, e.position,
            e.block, e.correlation, e.event_id, e.causation, e.trace, b.packed, b.raw_bytes, b.written_at as indexed_at
       from (select * from event
              where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
                and record_partition = $2 and record_offset = $3 and ($4::bigint is null or block = $4)
              order by ts desc
              limit 10) e
       join cluster c on c.id = e.cluster
       left join word y on y.id = e.type
       left join word s on s.id = e.service
       left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts)
      order by b.written_at desc nulls last
      limit 1`,
    [topic.replaceAll('\0', '�'), partition, offset, stored ?? null],
  );
  return rows[0];
}
