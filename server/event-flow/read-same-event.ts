import type pg from 'pg';
import type { RecordPlace } from '#schemas/api/record.ts';
import { unpackBlock } from './block-format.ts';
import { correlationOf, type FoundRow, foundRecordOf, foundRows } from './find-records.ts';
import { readTexts } from './read-texts.ts';

const most = 20;
const mostRawBytes = 16 * 1024 * 1024;

type EventRow = FoundRow & { position: number; packed: Buffer | null; raw_bytes: number };
type Chosen = { stored: string; eventId: string | null };

/**
 * Other records with the event id of this one, the newest 20, and whether their values are the same: a copy is harmless,
 * one id for two different events is not.
 */
export async function readSameEvent(
  pool: pg.Pool,
  place: { topic: string; partition: number; offset: string },
  { stored, eventId }: Chosen,
): Promise<RecordPlace['sameEvent']> {
  if (eventId === null) return [];
  const rows = await readRows(pool, eventId);
  const isThis = (row: EventRow) =>
    row.topic === place.topic &&
    row.partition === place.partition &&
    row.offset === place.offset &&
    row.stored === stored;
  const own = rows.find(isThis);
  const value = own && bodyOf(own);
  const others = rows.filter((row) => !isThis(row)).slice(0, most);
  const text = await readTexts(pool, others.map(correlationOf));
  return others.map((row) => ({ ...foundRecordOf(row, text), same: isSame(value, bodyOf(row)) }));
}

async function readRows(pool: pg.Pool, eventId: string): Promise<EventRow[]> {
  const newest = `select * from event where event_id = $1 order by ts desc limit ${most + 1}`;
  const { rows } = await pool.query<EventRow>(
    `select f.*, case when sum(b.raw_bytes) over (order by f.stored desc, f.offset) <= ${mostRawBytes} then b.packed end as packed,
            b.raw_bytes
       from (${foundRows(`'event'`, newest, ', e.position, e.ts')}) f
       left join block b on b.id = f.stored and b.ts = date_trunc('hour', f.ts)`,
    [eventId],
  );
  return rows;
}

/** Undefined when the bytes are not at hand. */
function bodyOf({ packed, raw_bytes: rawBytes, position }: EventRow): Buffer | null | undefined {
  return packed === null ? undefined : unpackBlock({ packed, rawBytes }, new Set([position])).get(position)?.value;
}

function isSame(a: Buffer | null | undefined, b: Buffer | null | undefined): boolean | null {
  if (a === undefined || b === undefined) return null;
  return a === null || b === null ? a === b : a.equals(b);
}
