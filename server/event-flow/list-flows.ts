import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { FlowList, FlowsQuery } from '#schemas/api/flow.ts';
import { wordKinds } from './dictionary.ts';
import { findMatches, type Matches } from './find-matches.ts';
import { findRecords } from './find-records.ts';
import { readCursor, writeCursor } from './flow-cursor.ts';
import { statusNumbers } from './flow-status.ts';
import { getCoverage } from './get-coverage.ts';
import { readSummaries, type SummaryRow, summaryColumns } from './read-summaries.ts';

/**
 * Flows, the newest first, by filters and by any id. Every path is an index range or single lookups; `total` is exact
 * where it is known without counting (a search, or a list that fits one page), else null.
 */
export async function listFlows(pool: pg.Pool, query: FlowsQuery): Promise<FlowList> {
  const q = query.q ? query.q.trim() : '';
  const [matches, coverage, filter] = await Promise.all([
    q === '' ? null : findMatches(pool, q),
    getCoverage(pool),
    filterOf(pool, query),
  ]);
  const page = filter ? await readPage(pool, query, filter, matches) : emptyPage;
  return {
    items: await readSummaries(pool, page.rows, (correlation) => {
      const kind = matches?.kinds.get(correlation);
      return kind === undefined ? null : { kind, id: matches?.ids.get(correlation) ?? q };
    }),
    next: page.next,
    total: page.total,
    records: matches && !query.cursor ? await findRecords(pool, q, matches) : [],
    coverage,
    problems: problemsOf(matches),
    asOf: new Date().toISOString(),
  };
}

type Filter = { where: string[]; values: unknown[] };
type Page = { rows: SummaryRow[]; next: string | null; total: number | null };

const emptyPage: Page = { rows: [], next: null, total: 0 };

/** Null when the filter names something that no flow can have. */
async function filterOf(pool: pg.Pool, { status, type, service, from, to }: FlowsQuery): Promise<Filter | null> {
  const filter: Filter = { where: [], values: [] };
  const add = (condition: string, value: unknown) => {
    filter.values.push(value);
    filter.where.push(condition.replace('?', `$${filter.values.length}`));
  };
  if (status) add('status = ?', statusNumbers[status]);
  const facets = await facetsOf(pool, [
    [wordKinds.type, type],
    [wordKinds.service, service],
  ]);
  if (facets === null) return null;
  if (facets.length > 0) add('facets @> ?::int[]', facets);
  if (from) add('started_at >= ?', from);
  if (to) add('started_at <= ?', to);
  return filter;
}

async function facetsOf(pool: pg.Pool, wanted: [kind: number, text: string | undefined][]): Promise<number[] | null> {
  const given = wanted.filter(([, text]) => text !== undefined && text !== '');
  if (given.length === 0) return [];
  const { rows } = await pool.query<{ id: number }>(
    `select id from word where (kind, text) in (select * from unnest($1::smallint[], $2::text[]))`,
    [given.map(([kind]) => kind), given.map(([, text]) => text?.replaceAll('\0', '�'))],
  );
  return rows.length < given.length ? null : rows.map(({ id }) => id);
}

async function readPage(pool: pg.Pool, query: FlowsQuery, filter: Filter, matches: Matches | null): Promise<Page> {
  const where = [...filter.where];
  const values = [...filter.values];
  if (matches) where.push(`correlation = any($${values.push([...matches.kinds.keys()])}::uuid[])`);
  const total = matches ? await countFlows(pool, where, values) : null;
  if (query.cursor) {
    const { startedAt, correlation } = readCursor(query.cursor);
    where.push(`(started_at, correlation) < ($${values.push(startedAt)}, $${values.push(correlation)})`);
  }
  const { rows } = await pool.query<SummaryRow>(
    `select ${summaryColumns} from flow
      ${where.length === 0 ? '' : `where ${where.join(' and ')}`}
      order by started_at desc, correlation desc
      limit $${values.push(query.limit + 1)}`,
    values,
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const isWhole = !query.cursor && last === undefined;
  return {
    rows: shown,
    next: last
      ? writeCursor({ startedAt: last.started_at.toISOString(), correlation: last.correlation.replaceAll('-', '') })
      : null,
    total: total ?? (isWhole ? shown.length : null),
  };
}

async function countFlows(pool: pg.Pool, where: string[], values: unknown[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from flow where ${where.join(' and ')}`,
    values,
  );
  return rows[0]?.count ?? 0;
}

function problemsOf(matches: Matches | null): PartProblem[] {
  const problems: PartProblem[] = [];
  if (matches?.isCut) {
    problems.push({
      what: 'search',
      detail: 'This leads to very many records; only some of their flows are listed. More of the id leads to fewer.',
    });
  }
  return problems;
}
