import type pg from 'pg';

/** An event is in Kafka so long after it happened, and folded by whichever collector reads it (ms). */
const settledMs = 3_000;
/** The ends of a partition that nobody has told for so long are those of a topic that is gone. */
const goneMs = 300_000;

/**
 * Up to when all that happened is written (ms): of a partition that is read to its end, when that end was looked up; of
 * one that is behind, the time of its last record. Null where nothing is known yet.
 */
export async function readUntil(pool: pg.Pool, cluster: number): Promise<number | null> {
  const { rows } = await pool.query<{ until: number | null }>(
    `select (extract(epoch from min(
              case when coalesce(next_offset, log_start, 0) >= least(log_end, last_stable) then log_at
                   else coalesce(last_ts, '-infinity') end)) * 1000)::float8 as until
       from index_offset
      where cluster = $1 and log_at > now() - interval '${goneMs} ms'`,
    [cluster],
  );
  const until = rows[0]?.until ?? Number.NEGATIVE_INFINITY;
  return Number.isFinite(until) ? Math.trunc(until) - settledMs : null;
}

/** Up to when flows were last judged (ms); −∞ where they never were. A page and a list go by the same. */
export async function readJudgedUntil(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ until: Date | null }>('select max(judged_until) as until from late_clock');
  return rows[0]?.until?.getTime() ?? Number.NEGATIVE_INFINITY;
}
