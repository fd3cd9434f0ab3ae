import type pg from 'pg';
import { inFlow } from './record-problems.ts';
import { keyOf } from './stored-id.ts';

/** A flow of more records is shown in part, and what it is made of is kept. */
export const mostWhole = 1_000;
/** So many of the first and of the last records of each part are kept to be shown. */
export const picksAtEachEnd = 20;

/** Records [from, to) of a partition are folded now; rows written before `restartedAt` are of an older log. */
export type FoldedRange = { topic: number; partition: number; from: bigint; to: bigint; restartedAt: string | null };

const isOlderLog = (restartedAt: string) =>
  `exists (select from block b where b.id = e.block and b.ts = date_trunc('hour', e.ts) and b.written_at < ${restartedAt})`;

const newlyFolded = `
  select e.* from unnest($3::int[], $4::int[], $5::bigint[], $6::bigint[], $7::timestamptz[])
      as r (topic, record_partition, from_offset, to_offset, restarted_at)
    join event e on e.topic = r.topic and e.record_partition = r.record_partition
                and e.record_offset >= r.from_offset and e.record_offset < r.to_offset
   where r.restarted_at is null or not ${isOlderLog('r.restarted_at')}`;

/** The cursors have moved already; what other folds have under way is not seen, and added by them. */
const allFolded = `
  select e.* from event e
    join fold_cursor c on c.cluster = e.cluster and c.topic = e.topic and c.record_partition = e.record_partition
   where e.correlation = any($2::uuid[])
     and (e.record_offset < c.folded_offset or c.restarted_at is not null and ${isOlderLog('c.restarted_at')})`;

const part = 'correlation, topic, type, service';
const fromEnds = `least(row_number() over (partition by ${part} order by ts, record_offset),
                        row_number() over (partition by ${part} order by ts desc, record_offset desc))`;

const add = (rows: string) => `
  with added as (
    select ts, event_ms, record_offset, block, topic, record_partition, coalesce(type, -1) as type,
           coalesce(service, -1) as service, correlation
      from (${rows}) e where cluster = $1 and correlation = any($2::uuid[]) and ${inFlow}
  ), counted as (
    insert into long_flow_part as p (correlation, cluster, topic, type, service, events, first_at, last_at)
    select correlation, $1, topic, type, service, count(*),
           to_timestamp(min(event_ms) / 1000.0), to_timestamp(max(event_ms) / 1000.0)
      from added group by correlation, topic, type, service
    on conflict (correlation, cluster, topic, type, service) do update set
      events = p.events + excluded.events,
      first_at = least(p.first_at, excluded.first_at),
      last_at = greatest(p.last_at, excluded.last_at)
  )
  insert into long_flow_pick (ts, record_offset, block, topic, record_partition, type, service, cluster, correlation)
  select ts, record_offset, block, topic, record_partition, type, service, $1, correlation
    from (select *, ${fromEnds} as place from added) ranked where place <= ${picksAtEachEnd}`;

const trim = `
  delete from long_flow_pick p
   using (select ctid, ${fromEnds} as place from long_flow_pick where cluster = $1 and correlation = any($2::uuid[])) ranked
   where p.ctid = ranked.ctid and place > ${picksAtEachEnd}`;

/**
 * Counts what was just folded of long flows by what it is, and keeps the first and last records of each. A flow that has
 * become long is counted from its rows. The caller holds the lines of the flows, so that each record counts once.
 */
export async function addToLongFlows(
  client: pg.ClientBase,
  cluster: number,
  flows: readonly string[],
  ranges: readonly FoldedRange[],
): Promise<void> {
  if (flows.length === 0) return;
  const { rows } = await client.query<{ correlation: string }>(
    'select distinct correlation from long_flow_part where cluster = $1 and correlation = any($2::uuid[])',
    [cluster, flows],
  );
  const known = new Set(rows.map(({ correlation }) => keyOf(correlation)));
  const grown = flows.filter((flow) => known.has(flow));
  const fresh = flows.filter((flow) => !known.has(flow));
  if (grown.length > 0) await client.query(add(newlyFolded), [cluster, grown, ...columnsOf(ranges)]);
  if (fresh.length > 0) await client.query(add(allFolded), [cluster, fresh]);
  await client.query(trim, [cluster, flows]);
}

function columnsOf(ranges: readonly FoldedRange[]): unknown[] {
  return [
    ranges.map(({ topic }) => topic),
    ranges.map(({ partition }) => partition),
    ranges.map(({ from }) => from.toString()),
    ranges.map(({ to }) => to.toString()),
    ranges.map(({ restartedAt }) => restartedAt),
  ];
}
