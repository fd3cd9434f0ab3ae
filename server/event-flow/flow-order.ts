import type { FlowSelection } from '#schemas/api/flow-list.ts';

/** An order of flows that an index keeps; a flow's place in it is a time, and its key among those of one time. */
export type FlowOrder = { column: 'started_at' | 'late_from'; by: string; beyond: string };

export const newestFirst: FlowOrder = {
  column: 'started_at',
  by: 'started_at desc, correlation desc',
  beyond: '(started_at, correlation) < (?::timestamptz, ?::uuid)',
};

/** Those first that take longer than usual since the longest. */
const longestLateFirst: FlowOrder = {
  column: 'late_from',
  by: 'late_from, correlation',
  beyond: '(late_from, correlation) > (?::timestamptz, ?::uuid)',
};

export function orderOf({ status }: Pick<FlowSelection, 'status'>): FlowOrder {
  return status === 'late' ? longestLateFirst : newestFirst;
}
