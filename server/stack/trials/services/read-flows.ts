import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { listFlows } from '#server/event-flow/index.ts';

/** Every flow that the console lists, page by page. */
export async function readFlows(console: pg.Pool): Promise<FlowSummary[]> {
  const flows: FlowSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFlows(console, { limit: 200, ...(cursor && { cursor }) });
    flows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return flows;
}
