import type pg from 'pg';
import { keyOf } from './stored-id.ts';

/** Which of these keys are ids of events that the index has, in whatever flow. */
export async function readElsewhere(pool: pg.Pool, keys: Iterable<string>): Promise<Set<string>> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Set();
  const { rows } = await pool.query<{ event_id: string }>(
    `select wanted.event_id from unnest($1::uuid[]) as wanted (event_id)
      where exists (select from event where event.event_id = wanted.event_id)`,
    [wanted],
  );
  return new Set(rows.map(({ event_id }) => keyOf(event_id)));
}
