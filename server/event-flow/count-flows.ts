import type pg from 'pg';
import type { FlowCounts } from '#schemas/api/flow.ts';
import { statusNumbers } from './flow-status.ts';

/** Beyond this a count says "more than": nobody waits for an exact million. */
const mostCounted = 10_000;
const hour = 3_600_000;
const day = 24 * hour;

type Row = { running: number; failed: number };

/**
 * How many flows are on their way, and how many failed in the last hour (of those begun within a day of it). Both are
 * short ranges of the status index. `late` and `stuck` are null: nothing judges them yet.
 */
export async function countFlows(pool: pg.Pool, now = new Date()): Promise<FlowCounts> {
  const failedSince = new Date(now.getTime() - hour);
  const { rows } = await pool.query<Row>(
    `select (select count(*)::int from
              (select from flow where status = $1 limit $3) r) as running,
            (select count(*)::int from
              (select from flow where status = $2 and started_at >= $4 and failed_at >= $5 limit $3) f) as failed`,
    [statusNumbers.running, statusNumbers.failed, mostCounted + 1, new Date(failedSince.getTime() - day), failedSince],
  );
  const [{ running, failed } = { running: 0, failed: 0 }] = rows;
  return {
    running: counted(running),
    late: null,
    stuck: null,
    failed: counted(failed),
    failedSince: failedSince.toISOString(),
    asOf: now.toISOString(),
  };
}

function counted(count: number): { count: number; exact: boolean } {
  return { count: Math.min(count, mostCounted), exact: count <= mostCounted };
}
