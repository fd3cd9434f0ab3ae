/** An order of flows that an index keeps; a flow's place in it is a time, and its key among those of one time. */
export type FlowOrder = { column: 'started_at'; by: string; beyond: string };

export const newestFirst: FlowOrder = {
  column: 'started_at',
  by: 'started_at desc, correlation desc',
  beyond: '(started_at, correlation) < (?::timestamptz, ?::uuid)',
};
