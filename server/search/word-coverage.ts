import type pg from 'pg';
import type { WordCoverage } from '#schemas/api/search.ts';
import { listWrittenPartitions, readOldestTime, type WrittenPartition } from '#server/event-flow/index.ts';
import { cursorName, readCursors } from './word-cursors.ts';

/** What of the payloads is indexed by word: since when, and what is written and not indexed yet. */
export async function readWordCoverage(pool: pg.Pool): Promise<WordCoverage> {
  const [{ rows }, written, cursors] = await Promise.all([
    pool.query<{ is_on: boolean; since: Date | null }>('select is_on, since from word_index'),
    listWrittenPartitions(pool),
    readCursors(pool),
  ]);
  const asOf = new Date();
  const [row] = rows;
  if (!row?.is_on) return { isOn: false, since: null, behind: [], asOf: asOf.toISOString() };
  const waiting = written
    .map((partition) => ({ ...partition, from: cursors.get(cursorName(partition))?.next ?? 0n }))
    .filter(({ from, next }) => from < next);
  const byTopic = Map.groupBy(waiting, ({ topic }) => topic);
  const behind = await Promise.all(
    Array.from(byTopic, async ([topic, places]) => ({
      topic,
      records: places.reduce((sum, { from, next }) => sum + next - from, 0n).toString(),
      ms: await ageOf(pool, places, asOf),
    })),
  );
  return { isOn: true, since: row.since?.toISOString() ?? null, behind, asOf: asOf.toISOString() };
}

/** How old the oldest record is that is not indexed yet (ms). */
async function ageOf(pool: pg.Pool, places: (WrittenPartition & { from: bigint })[], asOf: Date): Promise<number> {
  const oldest = await readOldestTime(pool, places);
  return oldest ? Math.max(0, asOf.getTime() - oldest.getTime()) : 0;
}
