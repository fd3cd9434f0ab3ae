import type pg from 'pg';
import type { FlowSelection, FlowSummary } from '#schemas/api/flow-list.ts';
import { NibbleError } from '#schemas/errors.ts';
import { type FlowFilter, flowFilter } from './flow-filter.ts';
import { newestFirst } from './flow-order.ts';
import { type FindMore, foundFlows } from './found-flows.ts';
import { type FlowPage, readFlowPage } from './read-flow-page.ts';
import { readSummaries } from './read-summaries.ts';

const atOnce = 500;
/** The keys of so many flows are held in memory. */
const mostFound = 200_000;

/**
 * Every flow that fits, some hundred at a time and each once, read only as fast as the reader takes them: the newest
 * first, or those that a search finds in the order of its finds. Throws `invalid` for a search that finds too many.
 */
export async function* exportFlows(
  pool: pg.Pool,
  query: FlowSelection,
  findMore?: FindMore,
): AsyncGenerator<FlowSummary[], void> {
  const [filter, found] = await Promise.all([
    flowFilter(pool, query),
    foundFlows(pool, query, { most: mostFound, findMore }),
  ]);
  if (found?.matches.isCut) {
    throw new NibbleError(
      'invalid',
      `“${found.q}” leads to too many records to export by it. More of the id leads to fewer.`,
    );
  }
  if (!filter) return;
  // How late a flow is changes while the export runs; when it began does not.
  const ordered = { ...filter, order: newestFirst };
  const pages = found ? pagesAmong(pool, ordered, found.keys) : pagesInOrder(pool, ordered);
  for await (const { rows } of pages) yield await readSummaries(pool, rows, found?.matchOf ?? (() => null));
}

async function* pagesAmong(pool: pg.Pool, filter: FlowFilter, keys: readonly string[]): AsyncGenerator<FlowPage, void> {
  for (let at = 0; at < keys.length; at += atOnce) {
    yield await readFlowPage(pool, filter, { limit: atOnce, among: keys.slice(at, at + atOnce) });
  }
}

async function* pagesInOrder(pool: pg.Pool, filter: FlowFilter): AsyncGenerator<FlowPage, void> {
  let cursor: string | undefined;
  do {
    const page = await readFlowPage(pool, filter, { limit: atOnce, cursor });
    yield page;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
