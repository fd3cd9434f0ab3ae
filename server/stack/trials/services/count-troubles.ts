import type pg from 'pg';
import { serviceNames } from '../../plan/defaults.ts';

/** What went wrong on the way and was mended by trying again: it may happen, and is told. */
export async function countTroubles(db: pg.Pool): Promise<{ deadlocks: number; parked: number }> {
  const parked = serviceNames.map((name) => `(select count(*) from ${name}.parked)`).join(' + ');
  const { rows } = await db.query<{ deadlocks: number; parked: number }>(
    `select deadlocks::int, (${parked})::int as parked from pg_stat_database where datname = current_database()`,
  );
  const [troubles] = rows;
  if (!troubles) throw new Error('the database has no statistics of itself');
  return troubles;
}
