import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { NibbleError } from '#schemas/errors.ts';
import { newestVersion } from '#schemas/event-catalog.ts';
import { upcastData } from '#schemas/upcast-event.ts';
import type { Work } from '#services/_kit/index.ts';
import {
  foldOrder,
  isTold,
  type Order,
  type OrderChange,
  type OrderEvent,
  orderShape,
  type ToldChange,
} from './order.ts';

export type StoredOrder = { order: Order; version: number; correlationId: string };
/** Where an order stands before a change; version 0 and null before its first event. */
export type OrderPlace = { orderId: string; version: number; correlationId: string; order: Order | null };

type Row = {
  version: number;
  correlation_id: string;
  event: OrderEvent & { version: number };
  snapshot_version: number | null;
  snapshot: Order | null;
};

const eventJson = `json_build_object('type', type, 'version', event_version, 'data', data,
  'time', to_char(event_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** An order as its events tell, or null; of a long one only those after its snapshot are read. */
export async function loadOrder(db: pg.Pool | pg.PoolClient, orderId: string): Promise<StoredOrder | null> {
  // The event at which the snapshot was made comes too, so that there is always a row.
  const { rows } = await db.query<Row>(
    `select e.version, correlation_id, ${eventJson} as event, s.version as snapshot_version, s.state as snapshot
     from order_event e left join order_snapshot s on s.order_id = e.order_id and s.shape = $2
     where e.order_id = $1 and e.version >= coalesce(s.version, 0) order by e.version`,
    [orderId, orderShape],
  );
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  const { snapshot, snapshot_version } = first;
  const news = rows.filter(({ version }) => version > (snapshot_version ?? 0));
  const order = foldOrder(
    news.map(({ event }) => newest(event)),
    snapshot,
  );
  return order && { order, version: last.version, correlationId: last.correlation_id };
}

/** The same, and nobody else changes it until the transaction ends: its first event's row is the lock. */
export async function lockOrder({ client }: Work, orderId: string): Promise<StoredOrder | null> {
  await client.query('select from order_event where order_id = $1 and version = 1 for update', [orderId]);
  return await loadOrder(client, orderId);
}

export type OrderHistory = { orderId: string; correlationId: string; events: OrderEvent[] };

/** All events of these orders, snapshots left aside; by order id. */
export async function loadHistories(db: pg.PoolClient, orderIds: string[]): Promise<OrderHistory[]> {
  const { rows } = await db.query<{ order_id: string; correlation_id: string; event: Row['event'] }>(
    `select order_id, correlation_id, ${eventJson} as event from order_event
     where order_id = any($1) order by order_id, version`,
    [orderIds],
  );
  return [...Map.groupBy(rows, (row) => row.order_id)].map(([orderId, ofOne]) => ({
    orderId,
    correlationId: ofOne[0]?.correlation_id ?? '',
    events: ofOne.map(({ event }) => newest(event)),
  }));
}

/**
 * Appends to an order and tells what is to be told. Throws `conflict`, and nothing is written, when the order is not at
 * the expected version any more, or not yet.
 */
export async function appendChanges(work: Work, at: OrderPlace, changes: OrderChange[]): Promise<StoredOrder | null> {
  let { version, order } = at;
  for (const change of changes) {
    version += 1;
    const row = rowOf(work, at, change);
    const { rowCount } = await work.client.query(
      `insert into order_event (order_id, version, event_id, type, event_version, data, event_time, correlation_id)
       select $1::text, $2::integer, $3::uuid, $4::text, $5::integer, $6::json, $7::timestamptz, $8::text
       where $2 = 1 or exists (select from order_event where order_id = $1 and version = $2 - 1)
       on conflict do nothing`,
      [at.orderId, version, row.event_id, change.type, row.event_version, row.data, row.event_time, at.correlationId],
    );
    if (rowCount === 0) throw new NibbleError('conflict', `Order ${at.orderId} was changed by somebody else just now.`);
    order = foldOrder([{ ...change, time: row.event_time }], order);
  }
  return order && { order, version, correlationId: at.correlationId };
}

function rowOf(work: Work, { orderId, correlationId }: OrderPlace, change: OrderChange) {
  if (!isTold(change)) {
    const event_time = work.now.toISOString();
    return { event_id: uuidv7(), event_version: 1, event_time, data: JSON.stringify(change.data) };
  }
  const { type, data } = change;
  const event = isOfOlderApp(change)
    ? work.publish(type, orderId, data, { correlationId, version: 1 })
    : work.publish(type, orderId, data, { correlationId });
  // The version that the data has, whatever a bad release says of it.
  const event_version = isOfOlderApp(change) ? 1 : newestVersion[type];
  return { ...event, event_version, data: JSON.stringify(event.data) };
}

/** An order that says nothing which version 1 could not say comes from an older app, and is told as those always were. */
function isOfOlderApp({ type, data }: ToldChange): boolean {
  return type === 'order.created' && data.channel === 'unknown' && data.quoted_from === 'restaurants';
}

/** Events are kept in the version they were told in, for ever. */
function newest({ version, ...event }: Row['event']): OrderEvent {
  return { ...event, data: upcastData(event.type, version, event.data) } as OrderEvent;
}
