import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { FlowList, FlowSummary, FlowsQuery } from '#schemas/api/flow-list.ts';
import { findRecords } from './find-records.ts';
import { flowFilter } from './flow-filter.ts';
import { type FindMore, type FoundFlows, foundFlows } from './found-flows.ts';
import { getCoverage } from './get-coverage.ts';
import { countAmong, type FlowPage, readFlowPage } from './read-flow-page.ts';
import { readSummaries } from './read-summaries.ts';

/** A list of flows without what consumer groups have to do with them. */
export type ListedFlows = Omit<FlowList, 'items'> & { items: FlowSummary[] };

/**
 * Flows, the newest first, by filters and by any id. Every path is a bounded index range or single lookups: a page may be
 * short and go on (`looked`). `total` is exact where it is known without counting (a search, or a list that fits one
 * page), else null.
 */
export async function listFlows(pool: pg.Pool, query: FlowsQuery, findMore?: FindMore): Promise<ListedFlows> {
  const [found, coverage, filter] = await Promise.all([
    foundFlows(pool, query, { findMore }),
    getCoverage(pool),
    flowFilter(pool, query),
  ]);
  const page = filter ? await readFlowPage(pool, filter, { ...query, among: found?.keys }) : emptyPage;
  const whole = !query.cursor && page.next === null ? page.rows.length : null;
  return {
    items: await readSummaries(pool, page.rows, (correlation) => found?.matchOf(correlation) ?? null),
    next: page.next,
    total: filter && found ? await countAmong(pool, filter, found.keys) : whole,
    looked: page.looked,
    records: found && !query.cursor ? await findRecords(pool, found.q, found.matches) : [],
    coverage,
    problems: problemsOf(found),
    asOf: new Date().toISOString(),
  };
}

const emptyPage: FlowPage = { rows: [], next: null, looked: null };

function problemsOf(found: FoundFlows | null): PartProblem[] {
  const problems: PartProblem[] = [];
  if (found?.matches.isCut) {
    problems.push({
      what: 'search',
      detail: 'This leads to very many records; only some of their flows are listed. More of the id leads to fewer.',
    });
  }
  return problems;
}
