import type pg from 'pg';
import type { StoreState } from './flow-store.ts';
import { listPartitions, type Partition, sumRanges } from './list-partitions.ts';
import { rangesToDrop, type TimeRange } from './partition-plan.ts';
import { withMaintenanceLock } from './with-maintenance-lock.ts';

const dayMs = 86_400_000;
const flowsAtOnce = 5_000;

export type RetentionResult = {
  dropped: TimeRange[];
  flows: number;
  /** What the rest takes on disk, flow summaries included. */
  bytes: number;
  /** Still above the limit: what is being written now is too large alone. */
  over: boolean;
};

/**
 * Drops whole partitions: by age, and the oldest while all take more than the limit. Then forgets the summaries of flows
 * that have no rows left. Null when another process is at it. A drop that a crash cut short is completed.
 */
export async function keepRetention({ pool, retention, clock }: StoreState): Promise<RetentionResult | null> {
  const nowMs = clock.now().getTime();
  return await withMaintenanceLock(pool, false, async (client) => {
    const partitions = await listPartitions(client);
    for (const leftover of partitions.filter(({ state }) => state !== 'attached'))
      await dropPartition(client, leftover);
    const attached = partitions.filter(({ state }) => state === 'attached');
    const ranges = sumRanges(attached);
    const { rows } = await client.query(`select pg_total_relation_size('flow')::text as bytes`);
    const flowBytes = Number(rows[0].bytes);
    const dropped = rangesToDrop(ranges, nowMs, retention.days * dayMs, retention.bytes - flowBytes);
    if (dropped.length > 0) await noteDropped(client, dropped);
    for (const partition of attached.filter((each) => isIn(dropped, each))) await dropPartition(client, partition);
    const flows = dropped.length > 0 ? await forgetFlows(client) : 0;
    const bytes = flowBytes + sum(ranges) - sum(dropped);
    return { dropped, flows, bytes, over: bytes > retention.bytes };
  });
}

/** Readers and writers go on meanwhile: only a partition that nobody uses any more is taken away. */
async function dropPartition(client: pg.ClientBase, { table, name, state }: Partition): Promise<void> {
  if (state === 'attached') await client.query(`alter table ${table} detach partition ${name} concurrently`);
  if (state === 'detaching') await client.query(`alter table ${table} detach partition ${name} finalize`);
  await client.query(`drop table ${name}`);
}

/** Written before anything is dropped, so that pages never claim to cover what is being taken away. */
async function noteDropped(client: pg.ClientBase, dropped: readonly TimeRange[]): Promise<void> {
  const until = Math.max(...dropped.map(({ toMs }) => toMs));
  await client.query(
    `insert into kept (one, since) values (true, to_timestamp($1 / 1000.0))
         on conflict (one) do update set since = greatest(kept.since, excluded.since)`,
    [until],
  );
}

/** What long flows are made of goes with them. Skips what the fold holds: it is in use, and waiting for it could make a ring. */
async function forgetFlows(client: pg.ClientBase): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const { rows } = await client.query<{ flows: number }>(
      `with forgotten as (
         delete from flow where (correlation, cluster) in (
           select correlation, cluster from flow where last_ts < (select since from kept)
            limit ${flowsAtOnce} for update skip locked)
         returning correlation, cluster),
       undue as (delete from flow_due d using forgotten f where d.correlation = f.correlation and d.cluster = f.cluster),
       parts as (delete from long_flow_part p using forgotten f where p.correlation = f.correlation and p.cluster = f.cluster),
       picks as (delete from long_flow_pick p using forgotten f where p.correlation = f.correlation and p.cluster = f.cluster)
       select count(*)::int as flows from forgotten`,
    );
    const { flows } = rows[0] ?? { flows: 0 };
    forgotten += flows;
    if (flows < flowsAtOnce) return forgotten;
  }
}

function isIn(ranges: readonly TimeRange[], { fromMs, toMs }: TimeRange): boolean {
  return ranges.some((range) => range.fromMs === fromMs && range.toMs === toMs);
}

function sum(ranges: readonly { bytes: number }[]): number {
  return ranges.reduce((total, { bytes }) => total + bytes, 0);
}
