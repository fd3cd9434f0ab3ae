import type pg from 'pg';
import type { FlowFacets, FlowSelection } from '#schemas/api/flow-list.ts';
import { type FlowStatus, flowStatuses } from '#schemas/api/flow-statuses.ts';
import { wordKinds } from './dictionary.ts';
import { type FacetIds, facetIdsOf } from './facet-ids.ts';
import { type Condition, type FlowFilter, filterWith, isAmong, whereOf } from './flow-filter.ts';
import { newestFirst } from './flow-order.ts';
import { type FindMore, foundFlows } from './found-flows.ts';
import { type FacetGroup, type FacetWord, sumFacets } from './sum-facets.ts';
import { readTypedWord } from './typed-word.ts';

/** Among so many flows it is counted: of all, and of each state. */
const mostCounted = 10_000;

/** How many flows each choice of a filter would leave, by walks of ten thousand flows along the indexes in order of time. */
export async function countFacets(pool: pg.Pool, query: FlowSelection, findMore?: FindMore): Promise<FlowFacets> {
  const [ids, found] = await Promise.all([facetIdsOf(pool, query), foundFlows(pool, query, { findMore })]);
  const among = found ? [isAmong(found.keys)] : [];
  const [{ flows, oldest, groups }, statuses] = await Promise.all([
    readGroups(pool, query, among),
    countStatuses(pool, query, ids, among),
  ]);
  return {
    counted: { flows, backTo: flows < mostCounted ? null : (oldest?.toISOString() ?? null) },
    statuses,
    ...sumFacets(groups, await readWords(pool, groups), ids),
    asOf: new Date().toISOString(),
  };
}

type Groups = { flows: number; oldest: Date | null; groups: FacetGroup[] };
const none: Groups = { flows: 0, oldest: null, groups: [] };
const anyFacets: FacetIds = { seen: null, missing: null, service: null };

async function readGroups(pool: pg.Pool, query: FlowSelection, among: Condition[]): Promise<Groups> {
  const filter = filterWith(anyFacets, query);
  if (!filter) return none;
  const values: unknown[] = [];
  const { rows } = await pool.query<Groups>(
    `with newest as materialized (${newestOf([...filter.ordered, ...among], values)})
     select (select count(*)::int from newest) as flows, (select min(started_at) from newest) as oldest,
            (select coalesce(json_agg(g), '[]') from (
              select facets, count(*)::int as count from newest where ${whereOf(filter.others, values)} group by facets
            ) g) as groups`,
    values,
  );
  return rows[0] ?? none;
}

function newestOf(conditions: Condition[], values: unknown[]): string {
  return `select * from flow where ${whereOf(conditions, values)} order by ${newestFirst.by} limit ${mostCounted}`;
}

type StatusCount = { status: FlowStatus; count: number; looked: number };

async function countStatuses(
  pool: pg.Pool,
  query: FlowSelection,
  ids: FacetIds,
  among: Condition[],
): Promise<FlowFacets['statuses']> {
  const values: unknown[] = [];
  const selects = flowStatuses.flatMap((status) => {
    const filter = filterWith(ids, { ...query, status });
    return filter ? [selectCount(status, filter, among, values)] : [];
  });
  if (selects.length === 0) return flowStatuses.map((status) => ({ status, count: 0, exact: true }));
  const { rows } = await pool.query<StatusCount>(selects.join(' union all '), values);
  return rows.map(({ status, count, looked }) => ({ status, count, exact: looked < mostCounted }));
}

function selectCount(
  status: FlowStatus,
  { ordered, facets, others }: FlowFilter,
  among: Condition[],
  values: unknown[],
): string {
  const newest = newestOf([...ordered, ...among], values);
  const fits = whereOf([...facets, ...others], values);
  return `select '${status}' as status, count(*) filter (where ${fits})::int as count, count(*)::int as looked
            from (${newest}) newest`;
}

async function readWords(pool: pg.Pool, groups: readonly FacetGroup[]): Promise<Map<number, FacetWord>> {
  const ids = [...new Set(groups.flatMap(({ facets }) => facets))];
  const { rows } = await pool.query<{ id: number; kind: number; text: string }>(
    'select id, kind, text from word where id = any($1::int[])',
    [ids],
  );
  return new Map(rows.map(({ id, kind, text }) => [id, wordOf(kind, text)]));
}

function wordOf(kind: number, text: string): FacetWord {
  if (kind === wordKinds.service) return { service: text };
  return kind === wordKinds.typed ? readTypedWord(text) : { type: text, version: null };
}
