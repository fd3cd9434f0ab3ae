import type pg from 'pg';
import type { FlowComparison } from '#schemas/api/flow-compare.ts';
import { NibbleError } from '#schemas/errors.ts';
import { type FlowOptions, type FlowReading, readFlow } from '#server/event-flow/index.ts';
import { compareFlows } from './compare-flows.ts';

// As many of each are held against each other; a longer flow says how much of it was.
const mostRecords = 1000;

/** Two flows step by step. Throws `not_found` that names the one that nothing is known of. */
export async function getComparison(
  pool: pg.Pool,
  a: string,
  b: string,
  options: Pick<FlowOptions, 'sayFailure'> = {},
): Promise<FlowComparison> {
  const [first, second] = await Promise.all([readOne(pool, a, options), readOne(pool, b, options)]);
  return compareFlows(first, second);
}

async function readOne(pool: pg.Pool, correlationId: string, options: FlowOptions): Promise<FlowReading> {
  const reading = await readFlow(pool, correlationId, { ...options, limit: mostRecords });
  if (!reading) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  return reading;
}
