import type pg from 'pg';

/** A row stands for what was, until the next, at most for so long; it is repeated more often. */
export const sampleHoldsMs = 12 * 60_000;

export type SampleRow = { at: Date; committed: string[]; end: string[] | null };

/** What a group had committed in a topic at each of these moments, and where its partitions ended; null where not sampled. */
export async function readSamples(
  pool: pg.Pool,
  { group, topic, at }: { group: number; topic: number; at: readonly Date[] },
): Promise<(SampleRow | null)[]> {
  if (at.length === 0) return [];
  const last = (table: string, column: string, where: string) =>
    `left join lateral (select ${column} from ${table} x where ${where} and x.at <= m.at
                           and x.at > m.at - interval '${sampleHoldsMs} ms' order by x.at desc limit 1)`;
  const { rows } = await pool.query<{ at: Date; committed: string[] | null; log_end: string[] | null }>(
    `select m.at, c.committed::text[] as committed, e.log_end::text[] as log_end
       from unnest($3::timestamptz[]) with ordinality as m (at, n)
       ${last('commit_sample', 'committed', 'x.group_id = $1 and x.topic_id = $2')} c on true
       ${last('log_sample', 'log_end', 'x.topic_id = $2')} e on true
      order by m.n`,
    [group, topic, at],
  );
  return rows.map((row) => row.committed && { at: row.at, committed: row.committed, end: row.log_end });
}
