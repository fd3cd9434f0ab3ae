import type pg from 'pg';
import { type PackedRecord, unpackBlock } from './block-format.ts';
import { wordKinds } from './dictionary.ts';

export type RecordRange = {
  topic: string;
  partition: number;
  /** The first offset, and how many rows at most; a page ends in the middle of an offset only when it stands twice. */
  from: bigint;
  most: number;
  /** The page ends after the block with which its blocks together exceed so many bytes unpacked. */
  mostBytes?: number;
};

export type ListedRecord = {
  offset: bigint;
  /** The time it is filed under. */
  tsMs: number;
  /** When it was written; null without its block. */
  writtenAt: Date | null;
  /** Null: the row's block is not there, cannot be unpacked, or has no such position. */
  packed: PackedRecord | null;
};

type Row = {
  record_offset: string;
  ts: Date;
  position: number;
  block: string;
  packed: Buffer | null;
  raw_bytes: number;
  written_at: Date | null;
};

/**
 * What the index holds of one partition, in the order of offsets and byte for byte, a page at a time; a record that stands
 * twice is listed twice. For checks and exports: pages of the console ask for single records.
 */
export async function listRecords(
  pool: pg.Pool,
  { topic, partition, from, most, mostBytes }: RecordRange,
): Promise<ListedRecord[]> {
  const { rows } = await pool.query<Row>(
    `select *
       from (select e.record_offset, e.ts, e.position, e.block, b.raw_bytes, b.written_at,
                    case when e.nth = 1 then b.packed end as packed,
                    coalesce(sum(case when e.nth = 1 then b.raw_bytes end)
                      over (order by e.record_offset rows between unbounded preceding and 1 preceding), 0) as before
               from (select record_offset, position, block, ts,
                            row_number() over (partition by block order by record_offset) as nth
                       from (select * from event
                              where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
                                and record_partition = $2 and record_offset >= $3
                              order by record_offset limit $4) page) e
               left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts)) r
      where $5::bigint is null or before <= $5
      order by record_offset`,
    [topic, partition, from.toString(), most, mostBytes ?? null],
  );
  const blocks = new Map<string, ReturnType<typeof unpacked>>();
  for (const row of rows) if (row.packed) blocks.set(row.block, unpacked(row.packed, row.raw_bytes));
  return rows.map(({ record_offset: offset, ts, position, block, written_at: writtenAt }) => ({
    offset: BigInt(offset),
    tsMs: ts.getTime(),
    writtenAt,
    packed: blocks.get(block)?.get(position) ?? null,
  }));
}

function unpacked(packed: Buffer, rawBytes: number): Map<number, PackedRecord> | null {
  try {
    return unpackBlock({ packed, rawBytes });
  } catch {
    return null;
  }
}
