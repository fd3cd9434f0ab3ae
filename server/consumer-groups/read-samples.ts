import type pg from 'pg';

/** A row stands for what was, until the next, at most for so long; it is repeated more often. */
export const sampleHoldsMs = 12 * 60_000;

export type SampleRow = { at: Date; committed: string[]; end: string[] | null };

/**
 * By topic what a group had committed at each of these moments, and where the partitions ended, in their order; moments at
 * which it was not sampled are left out. All in one query.
 */
export async function readSamples(
  pool: pg.Pool,
  { group, topics, at }: { group: number; topics: readonly number[]; at: readonly Date[] },
): Promise<Map<number, SampleRow[]>> {
  if (at.length === 0 || topics.length === 0) return new Map();
  const last = (table: string, column: string, where: string) =>
    `left join lateral (select ${column} from ${table} x where ${where} and x.topic_id = t.id and x.at <= m.at
                           and x.at > m.at - interval '${sampleHoldsMs} ms' order by x.at desc limit 1)`;
  const { rows } = await pool.query<{ topic: number; at: Date; committed: string[]; log_end: string[] | null }>(
    `select t.id as topic, m.at, c.committed::text[] as committed, e.log_end::text[] as log_end
       from unnest($2::int[]) as t (id) cross join unnest($3::timestamptz[]) as m (at)
       ${last('commit_sample', 'committed', 'x.group_id = $1')} c on true
       ${last('log_sample', 'log_end', 'true')} e on true
      where c.committed is not null
      order by t.id, m.at`,
    [group, topics, at],
  );
  const samples = rows.map(({ topic, at: sampledAt, committed, log_end: end }) => ({
    topic,
    at: sampledAt,
    committed,
    end,
  }));
  return Map.groupBy(samples, ({ topic }) => topic);
}
