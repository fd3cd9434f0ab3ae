import { type FlowStatus, flowStatuses } from '#schemas/api/flow-statuses.ts';
import type { Judgement } from '#server/processes/index.ts';

/** The numbers of the `status` column; 3 is a flow of no known process. */
export const statusNumbers: Record<FlowStatus, number> = {
  running: 0,
  done: 1,
  failed: 2,
  late: 4,
  stuck: 5,
  off_path: 6,
};

/** Null where no event of the flow belongs to a process: nothing says when such a flow is over. */
export function statusOfNumber(number: number): FlowStatus | null {
  return flowStatuses.find((status) => statusNumbers[status] === number) ?? null;
}

/** The same rule as the column's: how it ended, else the gravest of what is judged of it. */
export function statusOf({ endStatus, isStuck, lateFromMs, isOffPath }: Judgement): FlowStatus {
  if (endStatus) return endStatus;
  if (isStuck) return 'stuck';
  if (lateFromMs !== null) return 'late';
  return isOffPath ? 'off_path' : 'running';
}
