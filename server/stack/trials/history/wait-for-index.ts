import type pg from 'pg';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { type Ground, topics } from './open-ground.ts';

/** Waits until all that can be read in Kafka at this moment is indexed; tells how long that took. */
export async function waitForIndex({ admin, pool }: Ground, timeoutMs: number): Promise<number> {
  const began = performance.now();
  const ends = await admin.stableEnds(await admin.partitionsOf(topics));
  const behind = async () => {
    const next = await nextOffsets(pool);
    return ends.filter((end) => (next.get(partitionKey(end)) ?? 0n) < end.offset).map(partitionKey);
  };
  const what = 'all that was there at the end of the fault in the index';
  await eventually(async () => (await behind()).length === 0, { timeoutMs, everyMs: 100, what });
  return Math.round(performance.now() - began);
}

/** Waits until transactions are over, everything is indexed and every record is counted into its flow. */
export async function waitForRest({ admin, pool }: Ground, timeoutMs: number): Promise<void> {
  const rest = async () => {
    const ends = await admin.logEnds(await admin.partitionsOf(topics));
    const next = await nextOffsets(pool);
    if (ends.some((end) => (next.get(partitionKey(end)) ?? 0n) !== end.offset)) return false;
    const { rows } = await pool.query(
      `select from index_offset o left join fold_cursor c using (cluster, topic, record_partition)
        where c.folded_offset is distinct from coalesce(o.next_offset, 0) limit 1`,
    );
    return rows.length === 0;
  };
  await eventually(rest, { timeoutMs, everyMs: 200, what: 'rest after the last fault' });
}

async function nextOffsets(pool: pg.Pool): Promise<Map<string, bigint>> {
  const { rows } = await pool.query<{ place: string; next: string | null }>(
    `select w.text || '/' || o.record_partition as place, o.next_offset::text as next
       from index_offset o join word w on w.id = o.topic`,
  );
  return new Map(rows.map(({ place, next }) => [place, BigInt(next ?? 0)]));
}
