import type pg from 'pg';
import type { PinList } from '#schemas/api/pin.ts';
import { askedKey } from '#server/platform/db/index.ts';
import { pinBounds } from './pin-bounds.ts';
import { type PinRow, pinColumns, summaryOf } from './pin-row.ts';

/** All pins, or those of one flow, the newest first; and how much room they take of what there is. */
export async function listPins(pool: pg.Pool, { flow }: { flow?: string | undefined } = {}): Promise<PinList> {
  const { most, mostBytes } = pinBounds;
  const [{ rows }, taken] = await Promise.all([
    pool.query<PinRow>(
      `select ${pinColumns} from pin where $1::uuid is null or correlation = $1::uuid order by taken_at desc, id desc limit $2`,
      [flow === undefined ? null : askedKey(flow), most],
    ),
    pool.query<{ bytes: string }>('select coalesce(sum(bytes), 0)::text as bytes from pin'),
  ]);
  return {
    items: rows.map(summaryOf),
    next: null,
    total: rows.length,
    bytes: Number(taken.rows[0]?.bytes ?? 0),
    most,
    mostBytes,
    asOf: new Date().toISOString(),
  };
}
