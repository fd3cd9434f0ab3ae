import type pg from 'pg';
import { keyOf } from './stored-id.ts';

// One id in more records than this is a fault that is told elsewhere.
const mostLookedAt = 20;

/** Which of these keys are ids of events that the index has, and whether in this flow or in another one alone. */
export async function readElsewhere(
  pool: pg.Pool,
  correlation: string,
  keys: Iterable<string>,
): Promise<Map<string, 'this' | 'other'>> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Map();
  const { rows } = await pool.query<{ event_id: string; is_here: boolean }>(
    `select wanted.event_id, bool_or(found.correlation = $2) as is_here
       from unnest($1::uuid[]) as wanted (event_id)
      cross join lateral (
        select correlation from event where event.event_id = wanted.event_id limit ${mostLookedAt}
      ) found
      group by wanted.event_id`,
    [wanted, correlation],
  );
  return new Map(rows.map(({ event_id, is_here }) => [keyOf(event_id), is_here ? 'this' : 'other']));
}
