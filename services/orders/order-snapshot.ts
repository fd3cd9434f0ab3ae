import type { Work } from '#services/_kit/index.ts';
import { orderShape } from './order.ts';
import type { StoredOrder } from './order-store.ts';

/** A plain order has ten events or so: only one that its customer changed again and again gets a snapshot. */
const longAfter = 25;

/** Whether an order that grew to `version` from `before` is due for a snapshot. */
export function isLong(before: number, version: number): boolean {
  return Math.floor(version / longAfter) > Math.floor(before / longAfter);
}

export async function saveSnapshot({ client }: Pick<Work, 'client'>, { order, version }: StoredOrder): Promise<void> {
  await client.query(
    `insert into order_snapshot (order_id, version, shape, state) values ($1, $2, $3, $4)
     on conflict (order_id) do update set version = excluded.version, shape = excluded.shape, state = excluded.state`,
    [order.order_id, version, orderShape, JSON.stringify(order)],
  );
}
