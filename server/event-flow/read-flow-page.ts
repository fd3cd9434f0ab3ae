import type pg from 'pg';
import type { FlowList } from '#schemas/api/flow-list.ts';
import { inTransaction } from '#server/platform/db/index.ts';
import { readCursor, writeCursor } from './flow-cursor.ts';
import { type Condition, type FlowFilter, isAmong, whereOf } from './flow-filter.ts';
import { type FlowOrder, newestFirst } from './flow-order.ts';
import { type SummaryRow, summaryColumns } from './summary-row.ts';

/** `looked` is null where the page is full, or nothing that fits is left out. */
export type FlowPage = { rows: SummaryRow[]; next: string | null; looked: FlowList['looked'] };

type PageOptions = {
  limit: number;
  cursor?: string | undefined;
  /** Keys of the only flows that count, as many as a search finds; without them all do. */
  among?: readonly string[] | undefined;
};

/** So many flows are looked at, one by one in their order, to fill a page. */
const mostWalked = 20_000;
/** The index of facets is in no order: what it finds must be few enough to sort. */
const mostSorted = 20_000;

/**
 * A page of the flows that fit, in their order, at a bounded price: by walking along the index of that order, and where
 * that does not fill the page by the index of facets. Where neither does, the page is short and says how far it looked.
 */
export async function readFlowPage(pool: pg.Pool, filter: FlowFilter, options: PageOptions): Promise<FlowPage> {
  const { limit, among } = options;
  const cursor = options.cursor === undefined ? null : readCursor(options.cursor);
  const beyond = cursor ? [{ text: filter.order.beyond, values: [cursor.at, cursor.correlation] }] : [];
  if (among) return pageOf(await readAmong(pool, filter, beyond, among, limit), filter.order, limit);
  let isCommon = cursor?.isCommon ?? filter.facets.length === 0;
  const walked = await walk(pool, filter, beyond, limit);
  if (walked.length > limit) return pageOf(walked, filter.order, limit, isCommon);
  const end = await endOfWalk(pool, filter, beyond);
  if (!end) return pageOf(walked, filter.order, limit);
  if (!isCommon) {
    const few = await readFew(pool, filter, beyond, limit);
    if (few) return pageOf(few, filter.order, limit);
    isCommon = true;
  }
  const backTo = filter.order === newestFirst ? end.at.toISOString() : null;
  return { rows: walked, next: cursorAt(end, isCommon), looked: { flows: mostWalked, backTo } };
}

/** How many of these flows fit. */
export async function countAmong(pool: pg.Pool, filter: FlowFilter, among: readonly string[]): Promise<number> {
  const values: unknown[] = [];
  const where = whereOf([...allOf(filter), isAmong(among)], values);
  const text = `select count(*)::int as count from flow where ${where}`;
  const { rows } = await pool.query<{ count: number }>(text, values);
  return rows[0]?.count ?? 0;
}

/** Where a flow stands in the order. */
type Place = { at: Date; correlation: string };

function allOf({ ordered, facets, others }: FlowFilter): Condition[] {
  return [...ordered, ...facets, ...others];
}

async function readAmong(
  pool: pg.Pool,
  filter: FlowFilter,
  beyond: Condition[],
  keys: readonly string[],
  limit: number,
): Promise<SummaryRow[]> {
  const values: unknown[] = [];
  const where = whereOf([...allOf(filter), ...beyond, isAmong(keys)], values);
  const text = `select ${summaryColumns} from flow where ${where} order by ${filter.order.by} limit ${limit + 1}`;
  return (await pool.query<SummaryRow>(text, values)).rows;
}

/** The inner limit keeps the walk to its index and ends it; the outer one ends it as soon as the page is full. */
async function walk(pool: pg.Pool, { ordered, facets, others, order }: FlowFilter, beyond: Condition[], limit: number) {
  const values: unknown[] = [];
  const text = `
    select ${summaryColumns}
      from (select * from flow
             where ${whereOf([...ordered, ...beyond], values)}
             order by ${order.by} limit ${mostWalked}) walked
     where ${whereOf([...facets, ...others], values)}
     order by ${order.by} limit ${limit + 1}`;
  return (await pool.query<SummaryRow>(text, values)).rows;
}

/** The last flow that a walk looks at; null where there are no more beyond it. */
async function endOfWalk(pool: pg.Pool, { ordered, order }: FlowFilter, beyond: Condition[]): Promise<Place | null> {
  const values: unknown[] = [];
  const { rows } = await pool.query<Place>(
    `select ${order.column} as at, correlation from flow where ${whereOf([...ordered, ...beyond], values)}
      order by ${order.by} offset ${mostWalked - 1} limit 2`,
    values,
  );
  return rows.length === 2 ? (rows[0] ?? null) : null;
}

/** All that fit, by the index of facets; null where it finds too many to sort. */
async function readFew(pool: pg.Pool, filter: FlowFilter, beyond: Condition[], limit: number) {
  const { ordered, facets, others, order } = filter;
  const values: unknown[] = [];
  const text = `
    with few as materialized (select * from flow where ${whereOf(facets, values)} limit ${mostSorted + 1})
     select found, fits.*
       from (select count(*)::int as found from few) counted
       left join lateral (
         select ${summaryColumns} from few where ${whereOf([...ordered, ...beyond, ...others], values)}
         order by ${order.by} limit ${limit + 1}
       ) fits on true`;
  const { rows } = await inTransaction(pool, async (client) => {
    // Statistics may be old: what they take for common, the whole table would be searched for.
    await client.query('set local enable_seqscan = off');
    return await client.query<(SummaryRow | NoRow) & { found: number }>(text, values);
  });
  return (rows[0]?.found ?? 0) > mostSorted ? null : rows.filter((row) => row.correlation !== null);
}

/** What stands beside the count where nothing fits. */
type NoRow = { [column in keyof SummaryRow]: null };

function pageOf(rows: SummaryRow[], order: FlowOrder, limit: number, isCommon = false): FlowPage {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last && cursorAt({ at: last[order.column] ?? last.started_at, ...last }, isCommon);
  return { rows: rows.slice(0, limit), next: next ?? null, looked: null };
}

function cursorAt({ at, correlation }: Place, isCommon: boolean): string {
  return writeCursor({ at: at.toISOString(), correlation: correlation.replaceAll('-', ''), isCommon });
}
