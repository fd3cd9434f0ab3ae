import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { flowQuery } from '#schemas/api/flow.ts';
import type { PinSnapshot, PinSummary } from '#schemas/api/pin.ts';
import { NibbleError } from '#schemas/errors.ts';
import { askedKey, inTransaction } from '#server/platform/db/index.ts';
import { type Placing, readPlacedFlow } from '#server/positions/index.ts';
import { tellStory } from '#server/story/index.ts';
import { packSnapshot } from './pack-snapshot.ts';
import { type PinBounds, pinBounds } from './pin-bounds.ts';
import { type PinRow, pinColumns, summaryOf } from './pin-row.ts';
import { readRecords } from './read-records.ts';

type PinOptions = Placing & {
  note: string;
  bounds?: PinBounds;
};

/**
 * Keeps a flow as it stands: what its page shows, its story and the bytes of its records. Throws `not_found` when nothing
 * of it is known, `conflict` when there are as many pins as there may be, or when it is too large to be kept.
 */
export async function pinFlow(
  pool: pg.Pool,
  correlationId: string,
  { note, bounds = pinBounds, ...placing }: PinOptions,
): Promise<PinSummary> {
  const { limit } = flowQuery.parse({});
  const reading = await readPlacedFlow(pool, correlationId, { limit, ...placing });
  if (!reading) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  const { flow } = reading;
  const records = await readRecords(pool, flow.events, bounds.mostRecordBytes);
  return await keep(pool, { flow, story: tellStory(reading), records }, note, bounds);
}

async function keep(pool: pg.Pool, snapshot: PinSnapshot, note: string, bounds: PinBounds): Promise<PinSummary> {
  const { flow, records } = snapshot;
  const packed = await packSnapshot(snapshot);
  return await inTransaction(pool, async (client) => {
    // One at a time, or two could both take the last place.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('nibble pins', 0))`);
    await refuseTooMuch(client, packed.length, bounds);
    const { rows } = await client.query<PinRow>(
      `insert into pin (id, correlation, correlation_id, business, status, note, taken_at, events, without_bytes, bytes, packed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${pinColumns}`,
      [
        uuidv7(),
        askedKey(flow.correlationId),
        flow.correlationId,
        flow.business && JSON.stringify(flow.business),
        flow.status,
        note,
        flow.asOf,
        flow.events.length,
        flow.events.length - records.length,
        packed.length,
        packed,
      ],
    );
    const [row] = rows;
    if (!row) throw new NibbleError('internal', 'The pin was not written.');
    return summaryOf(row);
  });
}

async function refuseTooMuch(client: pg.PoolClient, more: number, { most, mostBytes }: PinBounds): Promise<void> {
  const { rows } = await client.query<{ count: number; bytes: string }>(
    'select count(*)::int as count, coalesce(sum(bytes), 0)::text as bytes from pin',
  );
  const { count, bytes } = rows[0] ?? { count: 0, bytes: '0' };
  if (count >= most) {
    throw new NibbleError(
      'conflict',
      `There are ${count} pins, and no more are kept. Delete one that is no longer needed.`,
    );
  }
  if (Number(bytes) + more > mostBytes) {
    const full = `The pins take ${megabytes(Number(bytes))} of the ${megabytes(mostBytes)} there are for them`;
    throw new NibbleError(
      'conflict',
      `${full}; this one would take ${megabytes(more)}. Delete one that is no longer needed.`,
    );
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
