import type pg from 'pg';
import type { StoreState } from './flow-store.ts';
import { listPartitions, type Partition, sumRanges } from './list-partitions.ts';
import { missingRanges, partitionedTables, partitionName, stepHoursFor, type TimeRange } from './partition-plan.ts';
import { hourMs } from './plan-blocks.ts';
import { pastMsOf } from './record-time.ts';
import { withMaintenanceLock } from './with-maintenance-lock.ts';

/** Below this, traffic says nothing yet. */
const tellingBytes = 8 * 1024 * 1024;

/**
 * Makes the table partitions for every moment a record may be filed under, up to an hour ahead; call it at start and
 * every ten minutes. Several processes may call it at once. Returns the ranges that were made.
 */
export async function ensurePartitions({ pool, retention, clock }: StoreState): Promise<TimeRange[]> {
  const nowMs = clock.now().getTime();
  const made = await withMaintenanceLock(pool, true, async (client) => {
    const partitions = await listPartitions(client);
    const attached = partitions.filter(({ state }) => state === 'attached');
    const step = stepHoursFor(bytesPerHour(attached, nowMs), retention.bytes);
    const ranges = new Map<string, TimeRange>();
    for (const table of partitionedTables) {
      const existing = attached.filter((partition) => partition.table === table);
      for (const range of missingRanges(existing, nowMs, pastMsOf(retention.days), step)) {
        await createPartition(client, table, range, partitions);
        ranges.set(partitionName('', range), range);
      }
    }
    return [...ranges.values()];
  });
  return made ?? [];
}

async function createPartition(
  client: pg.ClientBase,
  table: string,
  range: TimeRange,
  existing: readonly Partition[],
): Promise<void> {
  const name = partitionName(table, range);
  // The name of one that is being dropped must be free first.
  const leftover = existing.find((partition) => partition.name === name);
  if (leftover?.state === 'detaching') await client.query(`alter table ${table} detach partition ${name} finalize`);
  if (leftover) await client.query(`drop table ${name}`);
  const bounds = `from ('${new Date(range.fromMs).toISOString()}') to ('${new Date(range.toMs).toISOString()}')`;
  // Rows are never changed, and a partition is dropped long before its transaction ids grow old.
  await client.query(
    `create table ${name} partition of ${table} for values ${bounds} with (autovacuum_vacuum_insert_threshold = -1)`,
  );
}

/** What the newest day took an hour, from its first partition that holds anything; null when that is too little to tell. */
function bytesPerHour(partitions: readonly Partition[], nowMs: number): number | null {
  const recent = sumRanges(partitions).filter(({ fromMs, toMs }) => toMs > nowMs - 24 * hourMs && fromMs < nowMs);
  const bytes = recent.reduce((sum, range) => sum + range.bytes, 0);
  if (bytes < tellingBytes) return null;
  const start = Math.min(...recent.filter((range) => range.bytes > tellingBytes / 8).map(({ fromMs }) => fromMs));
  const hours = Math.min(24, Math.max(1, (nowMs - start) / hourMs));
  return bytes / hours;
}
