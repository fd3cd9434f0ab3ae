import type pg from 'pg';
import type { FlowStatus } from '#schemas/api/flow.ts';
import { statusOfNumber } from './flow-status.ts';

/** The folded summary of a flow; it may be a moment behind the rows. */
export type FlowRow = { events: number; status: FlowStatus | null; startedMs: number; lastMs: number };

export async function readFlowRow(pool: pg.Pool, correlation: string): Promise<FlowRow | null> {
  const { rows } = await pool.query<{ events: number; status: number; started_at: Date; last_at: Date }>(
    'select events, status, started_at, last_at from flow where correlation = $1 order by events desc limit 1',
    [correlation],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    events: row.events,
    status: statusOfNumber(row.status),
    startedMs: row.started_at.getTime(),
    lastMs: row.last_at.getTime(),
  };
}
