import type pg from 'pg';
import type { FlowState } from '#schemas/api/flow-state.ts';
import { type FlowOptions, readFlow } from '#server/event-flow/index.ts';
import { buildFlowState } from './build-flow-state.ts';

// What a reader may step through; a longer flow says how much of it was read.
const mostRecords = 2000;

export type FlowStateOptions = Pick<FlowOptions, 'sayFailure'> & {
  /** An event id, or `topic/partition/offset`; after the last event where it is not given. */
  after?: string | undefined;
};

/**
 * What the services believed after an event of a flow, and where they contradict each other. Null where there is no such
 * flow; throws `not_found` where the flow has no such event.
 */
export async function getFlowState(
  pool: pg.Pool,
  correlationId: string,
  { after, ...options }: FlowStateOptions = {},
): Promise<FlowState | null> {
  const reading = await readFlow(pool, correlationId, { ...options, limit: mostRecords });
  return reading && buildFlowState(reading, after ?? null);
}
