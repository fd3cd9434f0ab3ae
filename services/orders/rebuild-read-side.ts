import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { inTransaction } from '#server/platform/db/index.ts';
import { type OrderView, orderView } from './api-schemas.ts';
import { foldOrder, type Order, orderShape } from './order.ts';
import { saveSnapshot } from './order-snapshot.ts';
import { loadHistories, type OrderHistory, type StoredOrder } from './order-store.ts';
import { saveView } from './order-view.ts';

/** Orders and events read, and the ids of orders whose view or snapshot was not what their events say. */
export type Rebuilt = { orders: number; events: number; differing: string[] };

type Kept = {
  order_id: string;
  view_version: number | null;
  document: OrderView | null;
  snapshot_version: number | null;
  state: Order | null;
};

const ordersAtOnce = 200;

/** Throws the whole read side away: orders are still read, from their events, but lists are empty until it is rebuilt. */
export async function discardReadSide(pool: pg.Pool): Promise<void> {
  await pool.query('truncate order_view, order_snapshot');
}

/**
 * Folds every order from its first event, compares its view and its snapshot with that, and writes what differs. The
 * service may run meanwhile: the orders in hand are locked, a few at a time.
 */
export async function rebuildReadSide(pool: pg.Pool): Promise<Rebuilt> {
  const total: Rebuilt = { orders: 0, events: 0, differing: await removeStrangers(pool) };
  for (let after = ''; ; ) {
    const page = await inTransaction(pool, (client) => rebuildPage(client, after));
    if (page.last === null) return total;
    total.orders += page.orders;
    total.events += page.events;
    total.differing.push(...page.differing);
    after = page.last;
  }
}

/** Views and snapshots of orders that have no events. */
async function removeStrangers(pool: pg.Pool): Promise<string[]> {
  const isStranger = 'where not exists (select from order_event e where e.order_id = kept.order_id)';
  const { rows } = await pool.query<{ order_id: string }>(
    `with views as (delete from order_view kept ${isStranger} returning order_id),
       snapshots as (delete from order_snapshot kept ${isStranger} returning order_id)
     select order_id from views union select order_id from snapshots`,
  );
  return rows.map(({ order_id }) => order_id);
}

async function rebuildPage(client: pg.PoolClient, after: string): Promise<Rebuilt & { last: string | null }> {
  const { rows } = await client.query<{ order_id: string }>(
    `select order_id from order_event where version = 1 and order_id > $1 order by order_id limit $2 for update`,
    [after, ordersAtOnce],
  );
  const orderIds = rows.map(({ order_id }) => order_id);
  const histories = await loadHistories(client, orderIds);
  const kept = await readKept(client, orderIds);
  const differing: string[] = [];
  for (const history of histories) {
    if (await correct(client, history, kept.get(history.orderId))) differing.push(history.orderId);
  }
  const events = histories.reduce((sum, history) => sum + history.events.length, 0);
  return { orders: histories.length, events, differing, last: orderIds.at(-1) ?? null };
}

async function readKept(client: pg.PoolClient, orderIds: string[]): Promise<Map<string, Kept>> {
  const { rows } = await client.query<Kept>(
    `select id as order_id, v.version as view_version, v.document, s.version as snapshot_version, s.state
     from unnest($1::text[]) as id left join order_view v on v.order_id = id
       left join order_snapshot s on s.order_id = id and s.shape = $2`,
    [orderIds, orderShape],
  );
  return new Map(rows.map((row) => [row.order_id, row]));
}

/** Writes what differs from the events; false when all was equal. */
async function correct(client: pg.PoolClient, history: OrderHistory, kept: Kept | undefined): Promise<boolean> {
  const whole = folded(history, history.events.length);
  const isViewEqual =
    kept?.view_version === whole.version && isDeepStrictEqual(kept.document, asJson(orderView(whole)));
  if (!isViewEqual) await saveView(client, whole);
  const isSnapshotEqual = isSnapshotOf(history, kept);
  if (!isSnapshotEqual) await saveSnapshot({ client }, whole);
  return !(isViewEqual && isSnapshotEqual);
}

/** An order without a snapshot is right too. */
function isSnapshotOf(history: OrderHistory, kept: Kept | undefined): boolean {
  if (!kept?.state || kept.snapshot_version === null) return true;
  if (kept.snapshot_version > history.events.length) return false;
  return isDeepStrictEqual(kept.state, asJson(folded(history, kept.snapshot_version).order));
}

function folded({ orderId, correlationId, events }: OrderHistory, version: number): StoredOrder {
  const order = foldOrder(events.slice(0, version));
  if (!order) throw new Error(`order ${orderId} has no event`);
  return { order, version, correlationId };
}

/** What JSON keeps of a value: no fields that are undefined. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
