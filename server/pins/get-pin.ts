import type pg from 'pg';
import type { Pin } from '#schemas/api/pin.ts';
import { unpackSnapshot } from './pack-snapshot.ts';
import { type PinRow, pinColumns, summaryOf } from './pin-row.ts';

/** A pin with all that was kept; null when there is none of this id. Throws `conflict` for one that cannot be read. */
export async function getPin(pool: pg.Pool, id: string): Promise<Pin | null> {
  const { rows } = await pool.query<PinRow & { packed: Buffer }>(
    `select ${pinColumns}, packed from pin where id = $1`,
    [id],
  );
  const [row] = rows;
  return row ? { ...summaryOf(row), snapshot: await unpackSnapshot(row.packed) } : null;
}
