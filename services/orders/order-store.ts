import type pg from 'pg';
import { NibbleError } from '#schemas/errors.ts';
import { upcastData } from '#schemas/upcast-event.ts';
import type { Work } from '#services/_kit/index.ts';
import { foldOrder, type Order, type OrderChange, type OrderEvent } from './order.ts';

export type StoredOrder = { order: Order; version: number; correlationId: string };

type Row = { order_id: string; version: number; correlation_id: string; event: OrderEvent & { version: number } };

const columns = `order_id, version, correlation_id,
  json_build_object('type', type, 'version', event_version, 'data', data, 'time', to_char(event_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as event`;

/** An order as its events tell, or null. */
export async function loadOrder(db: pg.Pool | pg.PoolClient, orderId: string): Promise<StoredOrder | null> {
  const { rows } = await db.query<Row>(`select ${columns} from order_event where order_id = $1 order by version`, [
    orderId,
  ]);
  return storedOrder(rows);
}

/** The same, and nobody else changes it until the transaction ends: its first event's row is the lock. */
export async function lockOrder({ client }: Work, orderId: string): Promise<StoredOrder | null> {
  await client.query('select from order_event where order_id = $1 and version = 1 for update', [orderId]);
  return await loadOrder(client, orderId);
}

/** A customer's newest orders, newest first. */
export async function loadOrdersOf(db: pg.Pool, customerId: string, limit: number): Promise<StoredOrder[]> {
  const { rows } = await db.query<Row>(
    `with newest as (
       select order_id, event_time as placed_at from order_event
       where version = 1 and data ->> 'customer_id' = $1 order by event_time desc limit $2
     )
     select ${columns} from order_event join newest using (order_id) order by placed_at desc, order_id, version`,
    [customerId, limit],
  );
  const perOrder = Map.groupBy(rows, (row) => row.order_id);
  return [...perOrder.values()].flatMap((events) => storedOrder(events) ?? []);
}

/** Appends to an order and tells the events. Throws `conflict` when the order is no longer at `version`. */
export async function appendChanges(
  work: Work,
  at: { orderId: string; version: number; correlationId: string },
  changes: OrderChange[],
): Promise<void> {
  let version = at.version;
  for (const change of changes) {
    version += 1;
    const event = work.publish(change.type, at.orderId, change.data, { correlationId: at.correlationId });
    const { rowCount } = await work.client.query(
      `insert into order_event (order_id, version, event_id, type, event_version, data, event_time, correlation_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        at.orderId,
        version,
        event.event_id,
        event.event_type,
        event.event_version,
        JSON.stringify(event.data),
        event.event_time,
        at.correlationId,
      ],
    );
    if (rowCount === 0) throw new NibbleError('conflict', `Order ${at.orderId} was changed by somebody else just now.`);
  }
}

function storedOrder(rows: Row[]): StoredOrder | null {
  const order = foldOrder(rows.map(({ event }) => newest(event)));
  const last = rows.at(-1);
  return order && last ? { order, version: last.version, correlationId: last.correlation_id } : null;
}

/** Events are kept in the version they were told in, for ever. */
function newest({ version, ...event }: Row['event']): OrderEvent {
  return { ...event, data: upcastData(event.type, version, event.data) } as OrderEvent;
}
