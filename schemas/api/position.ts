import { z } from 'zod';
import { int64, isoTime, partProblem } from './common.ts';
import { flow } from './flow.ts';
import { flowSummary } from './flow-list.ts';
import { positionState } from './flow-position.ts';

/** Of a flow what changes without any new event of it: where its events are, and the story that tells so. */
export const flowPositions = flow.pick({
  correlationId: true,
  status: true,
  story: true,
  position: true,
  positionFrom: true,
  asOf: true,
});
export type FlowPositions = z.infer<typeof flowPositions>;

export const groupFlowsQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });

/** A flow with an event that the group has still to read: the first of them in its partition. */
const waitingFlow = flowSummary.omit({ match: true }).extend({
  waitsWith: z.object({
    record: z.string(),
    state: positionState,
    type: z.string().nullable(),
    time: isoTime,
    ahead: int64.nullable(),
    etaMs: z.number().nullable(),
    etaErrorMs: z.number().nullable(),
  }),
  /** How many of its records wait, among those looked at. */
  waiting: z.int(),
});
export type WaitingFlow = z.infer<typeof waitingFlow>;

/** Flows that wait in a consumer group: stuck and late ones first, then those next to be read. */
export const groupFlows = z.object({
  group: z.string(),
  items: z.array(waitingFlow),
  /** Flows among the records looked at: so many of those that the group has still to read, the next ones of each partition. */
  flows: z.int(),
  looked: z.object({ records: z.int(), of: int64.nullable() }),
  problems: z.array(partProblem),
  asOf: isoTime.nullable(),
});
export type GroupFlows = z.infer<typeof groupFlows>;
