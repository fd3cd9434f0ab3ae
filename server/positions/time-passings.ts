import type pg from 'pg';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { whenPassed } from '#server/consumer-groups/index.ts';
import { placeOfRecord } from './place-of-record.ts';

/** Tells when what only offsets show was read, as far as samples tell it. */
export async function timePassings(
  pool: pg.Pool,
  positions: readonly FlowPosition[],
  events: readonly FlowEvent[],
): Promise<FlowPosition[]> {
  const times = new Map(events.map(({ record, time }) => [record, Date.parse(time)]));
  const asks = positions.flatMap((position) => {
    const { state, proof, group, record, proofRecord } = position;
    const place = placeOfRecord(proofRecord ?? record);
    if (state !== 'processed' || proof !== 'offsets' || group === null || place === null) return [];
    return [{ position, ask: { group, ...place, sentAt: new Date(times.get(record) ?? 0) } }];
  });
  const passings = await whenPassed(
    pool,
    asks.map(({ ask }) => ask),
  );
  const known = new Map(asks.map(({ position }, index) => [position, passings[index] ?? null]));
  return positions.map((position) => {
    const passing = known.get(position);
    if (!passing) return position;
    const atMs = passing.at.getTime();
    const tookMs = Math.max(0, atMs - (times.get(position.record) ?? atMs));
    return { ...position, at: passing.at.toISOString(), atErrorMs: passing.errorMs, tookMs };
  });
}
