import type pg from 'pg';
import { mostWhole } from './add-to-long-flows.ts';
import { arrayOf, packMarks } from './flow-marks.ts';
import { type FlowDelta, mostFacets } from './fold.ts';
import { keyOf } from './stored-id.ts';

const mostDead = 100;

const addDelta = `
  insert into flow as f
    (correlation, cluster, started_at, last_at, last_ts, last_type, events, problems, facets, in_process, done_at,
     failed_at, marks, dead)
  select v.correlation, $1, to_timestamp(v.started / 1000.0), to_timestamp(v.last / 1000.0),
         to_timestamp(v.last_ts / 1000.0), v.last_type, v.events, v.problems, v.facets::int[], v.in_process,
         to_timestamp(v.done / 1000.0), to_timestamp(v.failed / 1000.0),
         v.marks::bigint[], v.dead::bigint[]
    from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[], $8::int[], $9::text[],
                $10::boolean[], $11::bigint[], $12::bigint[], $13::text[], $14::text[])
      as v (correlation, started, last, last_ts, last_type, events, problems, facets, in_process, done,
            failed, marks, dead)
   order by v.correlation
      on conflict (correlation, cluster) do update set
         started_at = least(f.started_at, excluded.started_at),
         last_at = greatest(f.last_at, excluded.last_at),
         last_ts = greatest(f.last_ts, excluded.last_ts),
         last_type = case
           when excluded.last_at > f.last_at then excluded.last_type
           when excluded.last_at < f.last_at then f.last_type
           else greatest(f.last_type, excluded.last_type)
         end,
         events = f.events + excluded.events,
         problems = f.problems + excluded.problems,
         facets = case
           when f.facets @> excluded.facets then f.facets
           else array(select distinct number from unnest(f.facets || excluded.facets) as number order by number limit ${mostFacets})
         end,
         in_process = f.in_process or excluded.in_process,
         done_at = greatest(f.done_at, excluded.done_at),
         failed_at = greatest(f.failed_at, excluded.failed_at),
         marks = case
           when f.marks @> excluded.marks then f.marks
           else array(select min(mark) from unnest(f.marks || excluded.marks) as mark group by mark >> 42 order by 1)
         end,
         dead = case
           when f.dead @> excluded.dead then f.dead
           else array(select distinct number from unnest(f.dead || excluded.dead) as number order by number limit ${mostDead})
         end`;

const longOnes = `
  with folded as (${addDelta} returning f.correlation, f.events)
  select correlation from folded where events > ${mostWhole}`;

/**
 * Adds deltas to the summaries, in the order of their keys, so that two folds never wait for each other in a ring. Returns
 * those of the flows that are longer than what is shown whole.
 */
export async function upsertFlows(
  client: pg.ClientBase,
  cluster: number,
  deltas: ReadonlyMap<string, FlowDelta>,
): Promise<string[]> {
  if (deltas.size === 0) return [];
  const all = [...deltas.values()];
  const { rows } = await client.query<{ correlation: string }>(longOnes, [
    cluster,
    [...deltas.keys()],
    all.map(({ startedMs }) => startedMs),
    all.map(({ lastMs }) => lastMs),
    all.map(({ lastTsMs }) => lastTsMs),
    all.map(({ lastType }) => lastType),
    all.map(({ events }) => events),
    all.map(({ problems }) => problems),
    all.map(({ facets }) => `{${facets.toSorted((a, b) => a - b).join(',')}}`),
    all.map(({ inProcess }) => inProcess),
    all.map(({ doneMs }) => doneMs),
    all.map(({ failedMs }) => failedMs),
    all.map(({ marks }) => packMarks(marks)),
    all.map(({ dead }) => arrayOf(dead)),
  ]);
  return rows.map(({ correlation }) => keyOf(correlation));
}
