import type pg from 'pg';

/** The time under which the first record from an offset on is filed, over all of these places; null when there is none. */
export async function readOldestTime(
  pool: pg.Pool,
  places: readonly { topicNumber: number; partition: number; from: bigint }[],
): Promise<Date | null> {
  if (places.length === 0) return null;
  const { rows } = await pool.query<{ oldest: Date | null }>(
    `select min(e.ts) as oldest
       from unnest($1::int[], $2::int[], $3::bigint[]) as place (topic, part, first)
      cross join lateral (
        select ts from event where event.topic = place.topic and record_partition = place.part and record_offset >= first
         order by record_offset limit 1) e`,
    [
      places.map(({ topicNumber }) => topicNumber),
      places.map(({ partition }) => partition),
      places.map(({ from }) => from.toString()),
    ],
  );
  return rows[0]?.oldest ?? null;
}
