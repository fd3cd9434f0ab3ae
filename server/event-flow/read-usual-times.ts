import type pg from 'pg';
import type { UsualTime, UsualTimes } from '#server/processes/index.ts';

type Row = { process: string; step: string; medianMs: number; p90Ms: number; count: number };

/** How long steps usually take, as last taken from the rollup. */
export async function readUsualTimes(pool: pg.Pool): Promise<UsualTimes> {
  const { rows } = await pool.query<Row>(
    `select process, step, median_ms as "medianMs", p90_ms as "p90Ms", count::float8 as count from step_usual`,
  );
  const times = new Map(
    rows.map(({ process, step, ...usual }): [string, UsualTime] => [JSON.stringify([process, step]), usual]),
  );
  return { get: (process, step) => times.get(JSON.stringify([process, step])) ?? null };
}
