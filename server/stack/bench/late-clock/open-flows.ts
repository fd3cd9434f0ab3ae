import { slowQuery } from '../slow-query.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/** What the fold leaves of an order that was placed: its line, and what it waits for. `due` in ms from now, evenly spread. */
const placedOrders = `
  with placed as (
    select gen_random_uuid() as correlation, now() + make_interval(secs => ($3::float8 + ($4::float8 - $3) * n / $2) / 1000) as due_at
      from generate_series(1, $2::int) n),
  flows as (
    insert into flow (correlation, cluster, started_at, last_at, last_ts, last_type, events, problems, facets, in_process, marks)
    select correlation, $1, due_at - interval '60 s', due_at - interval '60 s', now(), w.id, 1, 0, array[w.id], true,
           array[(w.id::bigint << 42) + (extract(epoch from due_at - interval '60 s') * 1000)::bigint]
      from placed cross join (select id from word where kind = 2 and text = 'order.created') w)
  insert into flow_due (correlation, cluster, step, due_at, alarm_at)
  select correlation, $1, 'authorized', date_trunc('milliseconds', due_at), date_trunc('milliseconds', due_at) from placed`;

/** Puts open flows into the store whose next step is due within a span (ms from now). */
export async function openFlows({ pool }: BenchStack, flows: number, fromMs: number, toMs: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>('select id from cluster limit 1');
  await pool.query(slowQuery(placedOrders, [rows[0]?.id, flows, fromMs, toMs]));
}

/** How many flows wait, and how many have been found late. */
export async function countStandings({ pool }: BenchStack): Promise<{ open: number; late: number }> {
  const { rows } = await pool.query<{ open: number; late: number }>(
    slowQuery(
      'select count(*)::int as open, count(*) filter (where status = 4)::int as late from flow where done_at is null',
    ),
  );
  return rows[0] ?? { open: 0, late: 0 };
}

/** Makes another time usual for one step, so that every open flow is judged anew. */
export async function changeUsual({ pool }: BenchStack): Promise<void> {
  await pool.query(
    `insert into step_time (process, step, hour, bucket, count)
     values ('order-lifecycle', 'delivered', date_trunc('hour', now()), 100, 1000000)
         on conflict (process, step, hour, bucket) do update set count = step_time.count + excluded.count`,
  );
}
