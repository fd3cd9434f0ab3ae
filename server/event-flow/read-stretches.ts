import type pg from 'pg';
import type { FoundRecord } from '#schemas/api/record.ts';
import type { PackedRecord } from './block-format.ts';
import { correlationOf, type FoundRow, foundRecordOf, foundRows } from './find-records.ts';
import { readPayloads } from './read-payloads.ts';
import { readTexts } from './read-texts.ts';

/** Records [first, last] of one partition; `topic` is its number. */
export type Stretch = { topic: number; partition: number; first: string; last: string };

/** A record with its bytes; `correlation` is the key of its flow, null of none. */
export type StretchRecord = {
  found: FoundRecord;
  correlation: string | null;
  packed: PackedRecord;
};

type Row = FoundRow & { ts: Date; position: number };

/**
 * The records of some stretches that are filed under [from, to), the newest first, byte for byte; those whose bytes are not
 * kept any more are left out. Meant for some hundred records at once, all together within 16 MB.
 */
export async function readStretches(
  pool: pg.Pool,
  stretches: readonly Stretch[],
  { from, to }: { from: Date; to: Date },
): Promise<StretchRecord[]> {
  const { rows } = await pool.query<Row>(
    `${foundRows(
      `'record'`,
      `select ev.* from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[]) as s (topic, part, first, last)
        cross join lateral (
          select * from event where event.topic = s.topic and record_partition = s.part
             and record_offset between s.first and s.last and ts >= $5 and ts < $6) ev`,
      ', e.ts, e.position',
    )} order by e.ts desc, e.record_offset desc`,
    [
      stretches.map(({ topic }) => topic),
      stretches.map(({ partition }) => partition),
      stretches.map(({ first }) => first),
      stretches.map(({ last }) => last),
      from,
      to,
    ],
  );
  const named = rows.map((row) => ({ row, record: `${nameOf(row)} ${row.stored}` }));
  const [payloads, text] = await Promise.all([
    readPayloads(
      pool,
      named.map(({ row, record }) => ({
        record,
        tsMs: row.ts.getTime(),
        block: row.stored,
        position: row.position,
      })),
    ),
    readTexts(pool, rows.map(correlationOf)),
  ]);
  return named.flatMap(({ row, record }) => {
    const packed = payloads.get(record);
    return packed
      ? [{ found: { ...foundRecordOf(row, text), match: null }, correlation: correlationOf(row), packed }]
      : [];
  });
}

function nameOf({ topic, partition, offset }: FoundRow): string {
  return `${topic}/${partition}/${offset}`;
}
