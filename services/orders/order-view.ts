import type pg from 'pg';
import { type OrderView, orderView } from './api-schemas.ts';
import { loadOrder, type StoredOrder } from './order-store.ts';

/** Writes the read side of an order. */
export async function saveView(client: pg.PoolClient, stored: StoredOrder): Promise<void> {
  const { order, version } = stored;
  await client.query(
    `insert into order_view (order_id, version, customer_id, placed_at, document) values ($1, $2, $3, $4, $5)
     on conflict (order_id) do update set version = excluded.version, customer_id = excluded.customer_id,
       placed_at = excluded.placed_at, document = excluded.document`,
    [order.order_id, version, order.customer_id, order.placed_at, JSON.stringify(orderView(stored))],
  );
}

/** One order as customers see it, or null. Where the view has been thrown away, from the events. */
export async function readView(db: pg.Pool, orderId: string): Promise<OrderView | null> {
  const { rows } = await db.query<{ document: OrderView }>('select document from order_view where order_id = $1', [
    orderId,
  ]);
  const [row] = rows;
  if (row) return row.document;
  const stored = await loadOrder(db, orderId);
  return stored && orderView(stored);
}

/** A customer's newest orders, newest first. */
export async function listViews(db: pg.Pool, customerId: string, limit: number): Promise<OrderView[]> {
  const { rows } = await db.query<{ document: OrderView }>(
    'select document from order_view where customer_id = $1 order by placed_at desc, order_id limit $2',
    [customerId, limit],
  );
  return rows.map(({ document }) => document);
}
