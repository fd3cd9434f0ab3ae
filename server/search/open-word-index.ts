import type pg from 'pg';
import { listDayPartitions } from '#server/platform/db/index.ts';

/** What one process that fills the index holds in memory; all of it can be lost at any moment. */
export type WordIndex = {
  pool: pg.Pool;
  /** Days whose partition is made. */
  days: Set<number>;
  /** After which partition of the log, in their order, the next round begins. */
  turn: number;
};

/**
 * Says in the database whether words are indexed, so that pages know. Switched off, the index is emptied and null given;
 * switched on again it begins with the oldest record that is kept.
 */
export async function openWordIndex(pool: pg.Pool, isOn: boolean): Promise<WordIndex | null> {
  await pool.query(
    `insert into word_index (one, is_on) values (true, $1)
         on conflict (one) do update set is_on = excluded.is_on, since = case when excluded.is_on then word_index.since end`,
    [isOn],
  );
  if (isOn) return { pool, days: new Set(), turn: 0 };
  await pool.query('delete from word_cursor');
  for (const { name } of await listDayPartitions(pool, 'word_group')) await pool.query(`drop table if exists ${name}`);
  return null;
}
