import type { FlowStatus } from '#schemas/api/flow.ts';

/** The numbers of the `status` column; the other statuses are judged by nothing yet. */
export const statusNumbers: Partial<Record<FlowStatus, number>> = { running: 0, done: 1, failed: 2 };

export function statusOfNumber(number: number): FlowStatus {
  if (number === 1) return 'done';
  return number === 2 ? 'failed' : 'running';
}

/** The same rule as the column's, from the times of the last ending events (ms). */
export function statusOf(doneMs: number | null, failedMs: number | null): FlowStatus {
  if (failedMs !== null && (doneMs === null || failedMs >= doneMs)) return 'failed';
  return doneMs === null ? 'running' : 'done';
}
