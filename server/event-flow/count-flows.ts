import type pg from 'pg';
import type { FlowCounts } from '#schemas/api/flow-list.ts';
import { statusNumbers } from './flow-status.ts';

/** Beyond this a count says "more than": nobody waits for an exact million. */
const mostCounted = 10_000;
const hour = 3_600_000;
const day = 24 * hour;

type Row = { running: number; late: number; stuck: number; failed: number };

/**
 * How many flows are on their way, on the path or off it, how many are late or stuck, and how many failed in the last hour
 * (of those begun within a day of it). All are short ranges of the status index.
 */
export async function countFlows(pool: pg.Pool, now = new Date()): Promise<FlowCounts> {
  const failedSince = new Date(now.getTime() - hour);
  const { running, off_path, late, stuck, failed } = statusNumbers;
  const open = (status: string) =>
    `(select count(*)::int from (select from flow where status = any(${status}::smallint[]) limit $1) o)`;
  const { rows } = await pool.query<Row>(
    `select ${open('$2')} as running, ${open('$3')} as late, ${open('$4')} as stuck,
            (select count(*)::int from
              (select from flow where status = $5 and started_at >= $6 and failed_at >= $7 limit $1) f) as failed`,
    [mostCounted + 1, [running, off_path], [late], [stuck], failed, new Date(failedSince.getTime() - day), failedSince],
  );
  const [row = { running: 0, late: 0, stuck: 0, failed: 0 }] = rows;
  return {
    running: counted(row.running),
    late: counted(row.late),
    stuck: counted(row.stuck),
    failed: counted(row.failed),
    failedSince: failedSince.toISOString(),
    asOf: now.toISOString(),
  };
}

function counted(count: number): { count: number; exact: boolean } {
  return { count: Math.min(count, mostCounted), exact: count <= mostCounted };
}
