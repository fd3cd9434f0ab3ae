import type { FlowStatus } from '#schemas/api/flow.ts';

/** The numbers of the `status` column; the other statuses are judged by nothing yet. */
export const statusNumbers: Partial<Record<FlowStatus, number>> = { running: 0, done: 1, failed: 2 };

const statuses: readonly (FlowStatus | null)[] = ['running', 'done', 'failed'];

/** Null where no event of the flow belongs to a process: nothing says when such a flow is over. */
export function statusOfNumber(number: number): FlowStatus | null {
  return statuses[number] ?? null;
}

/** The same rule as the column's, from the times of the last ending events (ms). */
export function statusOf(inProcess: boolean, doneMs: number | null, failedMs: number | null): FlowStatus | null {
  if (failedMs !== null && (doneMs === null || failedMs >= doneMs)) return 'failed';
  if (doneMs !== null) return 'done';
  return inProcess ? 'running' : null;
}
