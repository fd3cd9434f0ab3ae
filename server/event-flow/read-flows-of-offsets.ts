import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { wordKinds } from './dictionary.ts';
import { statusNumbers } from './flow-status.ts';
import { readSummaries } from './read-summaries.ts';
import { inFlow } from './record-problems.ts';
import { type SummaryRow, summaryColumns } from './summary-row.ts';

/** Offsets [from, to) of a partition. */
export type OffsetStretch = { topic: string; partition: number; from: bigint; to: bigint };

/** How many records are looked at in all, and how many flows are told by name. */
type Bounds = { most: number; flows: number };

export type FlowsOfOffsets = {
  /** Records of these stretches that are in the index, and the flows that they belong to. */
  records: number;
  flows: number;
  /** False: there are more than were looked at. */
  isWhole: boolean;
  /** The worst first, then the newest. */
  items: FlowSummary[];
};

const none: FlowsOfOffsets = { records: 0, flows: 0, isWhole: true, items: [] };
const mostStretches = 500;

/** Stuck, late, failed and off the path come before all that is well. */
const byHarm = `case status when ${statusNumbers.stuck} then 0 when ${statusNumbers.late} then 1
  when ${statusNumbers.failed} then 2 when ${statusNumbers.off_path} then 3 else 4 end`;

/** Of an offset that stands twice, since its topic was made anew, the record that was written last counts. */
const lookedAt = `
  select e.correlation, e.in_flow, e.taken
    from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as s (topic, part, lo, hi)
    join word w on w.kind = ${wordKinds.topic} and w.text = s.topic
   cross join lateral (
     select distinct on (record_offset) correlation, ${inFlow} as in_flow, taken
       from (select *, count(*) over () as taken
               from (select record_offset, block, correlation, flags from event
                      where event.topic = w.id and record_partition = s.part
                        and record_offset >= s.lo and record_offset < s.hi
                      order by record_offset limit $5) first) counted
      order by record_offset, block desc) e`;

/** The flows whose records stand at some offsets: counted and told as far as bounds allow, in one pass over the index. */
export async function readFlowsOfOffsets(
  pool: pg.Pool,
  stretches: readonly OffsetStretch[],
  { most, flows }: Bounds,
): Promise<FlowsOfOffsets> {
  const looked = stretches.slice(0, mostStretches);
  if (looked.length === 0) return none;
  const each = Math.max(20, Math.floor(most / looked.length));
  const { rows } = await pool.query<Counted>(
    `with looked as materialized (${lookedAt}),
          found as (select distinct correlation from looked where in_flow)
     select (select count(*) from looked)::int as records,
            (select coalesce(max(taken), 0) from looked)::int as largest,
            (select count(*) from found)::int as flows,
            (select coalesce(jsonb_agg(correlation), '[]') from (
               select f.correlation from flow f join found using (correlation)
                order by ${byHarm}, f.started_at desc limit $6) named) as named`,
    [
      looked.map(({ topic }) => topic),
      looked.map(({ partition }) => partition),
      looked.map(({ from }) => from.toString()),
      looked.map(({ to }) => to.toString()),
      each,
      flows,
    ],
  );
  const [row] = rows;
  if (!row) return none;
  return {
    records: row.records,
    flows: row.flows,
    isWhole: row.largest < each && looked.length === stretches.length,
    items: await readNamed(pool, row.named),
  };
}

type Counted = { records: number; largest: number; flows: number; named: string[] };

async function readNamed(pool: pg.Pool, correlations: readonly string[]): Promise<FlowSummary[]> {
  const { rows } = await pool.query<SummaryRow>(
    `select ${summaryColumns} from flow where correlation = any($1::uuid[]) order by ${byHarm}, started_at desc`,
    [correlations],
  );
  return await readSummaries(pool, rows, () => null);
}
