import type pg from 'pg';
import { mostWhole } from './add-to-long-flows.ts';
import { readFlowEvents } from './read-flow-events.ts';
import type { FlowRow } from './read-flow-row.ts';
import { readLongFlow, type ShownEvents } from './read-long-flow.ts';

export type ShownOptions = {
  /** Most records shown. */
  limit: number;
  /** One of `folded[].id`, or `all`: not folded, the first ones. */
  expand?: string | undefined;
};

/** The records of a flow that are shown: all of them, where they are few. A long one is never read through. */
export async function readShownEvents(
  pool: pg.Pool,
  correlation: string,
  summary: FlowRow | null,
  { limit, expand }: ShownOptions,
): Promise<ShownEvents & { isCut: boolean }> {
  const isLong = (summary?.events ?? 0) > mostWhole;
  if (isLong && expand !== 'all') {
    const long = await readLongFlow(pool, correlation, { limit, expand });
    if (long.events.length > 0) return { ...long, isCut: true };
  }
  const found = await readFlowEvents(pool, correlation, limit + 1);
  if (found.length <= limit) return { events: found, folded: [], isCut: false };
  const cut = await readLongFlow(pool, correlation, { limit, shown: found.slice(0, limit) });
  return { ...cut, isCut: true };
}
