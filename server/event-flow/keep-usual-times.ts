import type pg from 'pg';
import { inTransaction } from '#server/platform/db/index.ts';
import { type UsualTime, usualOf } from '#server/processes/index.ts';
import type { StoreState } from './flow-store.ts';
import { readUsualTimes } from './read-usual-times.ts';
import { rejudgeFlows } from './rejudge-flows.ts';
import type { TimeCount } from './time-counts.ts';

const days = 7;

/**
 * Adds what steps took lately to the rollup, and takes what is usual from its last seven days; where that has changed, open
 * flows are judged by it from now on. What a process did not write before it died is missing in the counts.
 */
export async function keepUsualTimes(state: StoreState): Promise<void> {
  const { pool, judging } = state;
  const taken = judging.times.take();
  try {
    await inTransaction(pool, (client) => addTimes(client, taken));
  } catch (error) {
    for (const count of taken) judging.times.addCount(count);
    throw error;
  }
  const changed = await writeUsual(pool, await countTimes(pool));
  judging.usual = await readUsualTimes(pool);
  if (!changed && !judging.isAnew) return;
  await rejudgeFlows(state);
  judging.isAnew = false;
}

async function addTimes(client: pg.ClientBase, times: readonly TimeCount[]): Promise<void> {
  if (times.length > 0) {
    await client.query(
      `insert into step_time as t (process, step, hour, bucket, count)
       select process, step, to_timestamp(hour / 1000.0), bucket, count
         from unnest($1::text[], $2::text[], $3::bigint[], $4::smallint[], $5::bigint[])
           as v (process, step, hour, bucket, count)
        order by process, step, hour, bucket
           on conflict (process, step, hour, bucket) do update set count = t.count + excluded.count`,
      [
        times.map(({ process }) => process),
        times.map(({ step }) => step),
        times.map(({ hourMs }) => hourMs),
        times.map(({ bucket }) => bucket),
        times.map(({ count }) => count),
      ],
    );
  }
  await client.query(`delete from step_time where hour < now() - interval '${days} days 1 hour'`);
}

type Counted = { process: string; step: string; usual: UsualTime };

async function countTimes(pool: pg.Pool): Promise<Counted[]> {
  const { rows } = await pool.query<{ process: string; step: string; bucket: number; count: number }>(
    `select process, step, bucket, sum(count)::float8 as count from step_time
      where hour > now() - interval '${days} days' group by process, step, bucket`,
  );
  return [...Map.groupBy(rows, ({ process, step }) => JSON.stringify([process, step])).values()].flatMap((ofStep) => {
    const usual = usualOf(new Map(ofStep.map(({ bucket, count }) => [bucket, count])));
    return usual && ofStep[0] ? [{ process: ofStep[0].process, step: ofStep[0].step, usual }] : [];
  });
}

/** True where median or ninth tenth of any step are others than before. */
async function writeUsual(pool: pg.Pool, counted: readonly Counted[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with fresh as (
       select * from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::bigint[])
         as v (process, step, median_ms, p90_ms, count)),
     gone as (
       delete from step_usual u where not exists (select from fresh f where f.process = u.process and f.step = u.step)
       returning u.step),
     moved as (
       select f.step from fresh f left join step_usual u using (process, step)
        where (f.median_ms, f.p90_ms) is distinct from (u.median_ms, u.p90_ms)),
     written as (
       insert into step_usual select median_ms, p90_ms, count, process, step from fresh order by process, step
           on conflict (process, step) do update
          set median_ms = excluded.median_ms, p90_ms = excluded.p90_ms, count = excluded.count)
     select from gone union all select from moved`,
    [
      counted.map(({ process }) => process),
      counted.map(({ step }) => step),
      counted.map(({ usual }) => usual.medianMs),
      counted.map(({ usual }) => usual.p90Ms),
      counted.map(({ usual }) => usual.count),
    ],
  );
  return (rowCount ?? 0) > 0;
}
