import type pg from 'pg';
import type { FlowSelection } from '#schemas/api/flow-list.ts';
import { type FacetIds, facetIdsOf } from './facet-ids.ts';
import { type FlowOrder, orderOf } from './flow-order.ts';
import { statusNumbers } from './flow-status.ts';
import { mostFacets } from './fold.ts';

/** A condition on a line of `flow`; each `?` stands for the next of its values. */
export type Condition = { text: string; values: readonly unknown[] };

/** What a list is narrowed by, told apart by what can find it. */
export type FlowFilter = {
  /** Ranges of the indexes that keep its order. */
  ordered: Condition[];
  /** What the index of facets finds. */
  facets: Condition[];
  /** What no index finds: each line says it of itself. */
  others: Condition[];
  order: FlowOrder;
};

export type FilterQuery = Omit<FlowSelection, 'q'>;

/** Null when the filter names something that no flow can have. */
export async function flowFilter(pool: pg.Pool, query: FilterQuery): Promise<FlowFilter | null> {
  return filterWith(await facetIdsOf(pool, query), query);
}

/** The same with what the names of types and services mean looked up already. */
export function filterWith(ids: FacetIds, query: FilterQuery): FlowFilter | null {
  if (ids.seen?.length === 0 || ids.service?.length === 0) return null;
  return {
    ordered: orderedOf(query),
    facets: facetsOf(ids),
    others: [...missingOf(ids), ...durationOf(query)],
    order: orderOf(query),
  };
}

/** The conditions joined by `and`, their values added to `values`; true of every flow where there are none. */
export function whereOf(conditions: readonly Condition[], values: unknown[]): string {
  if (conditions.length === 0) return 'true';
  return conditions
    .map((condition) => {
      const given = condition.values.values();
      return condition.text.replaceAll('?', () => `$${values.push(given.next().value)}`);
    })
    .join(' and ');
}

export function isAmong(keys: readonly string[]): Condition {
  return { text: 'correlation = any(?::uuid[])', values: [keys] };
}

function orderedOf({ status, from, to }: FilterQuery): Condition[] {
  return [
    ...(status === undefined ? [] : [{ text: 'status = ?', values: [statusNumbers[status]] }]),
    ...(from === undefined ? [] : [{ text: 'started_at >= ?', values: [from] }]),
    ...(to === undefined ? [] : [{ text: 'started_at <= ?', values: [to] }]),
  ];
}

function facetsOf({ seen, service }: FacetIds): Condition[] {
  return [seen, service].filter((ids) => ids !== null).map((ids) => ({ text: 'facets && ?::int[]', values: [ids] }));
}

/** A flow with as many facets as are kept may have had more: nobody knows what it lacks. */
function missingOf({ missing }: FacetIds): Condition[] {
  if (missing === null) return [];
  return [{ text: `cardinality(facets) < ${mostFacets} and not facets && ?::int[]`, values: [missing] }];
}

/** How long it took, or takes already where it is under way. */
const took = `(case when in_process and done_at is null and failed_at is null then now() else last_at end - started_at)`;

function durationOf({ minDurationMs, maxDurationMs }: FilterQuery): Condition[] {
  const ms = (sign: string, value: number) => ({
    text: `${took} ${sign} ?::float8 * interval '1 ms'`,
    values: [value],
  });
  return [
    ...(minDurationMs === undefined ? [] : [ms('>=', minDurationMs)]),
    ...(maxDurationMs === undefined ? [] : [ms('<=', maxDurationMs)]),
  ];
}
