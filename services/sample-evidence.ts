import type pg from 'pg';
import { z } from 'zod';
import { type Evidence, logEventOf } from '#server/stack/trials/services/index.ts';
import type { House } from './sample-house.ts';

export type HouseEvidence = Pick<Evidence, 'orders' | 'ledger' | 'deliveries' | 'log'> & {
  /** Orders that have not ended. */
  running: string[];
  /** Orders of which somebody heard the same thing twice. */
  notifiedTwice: string[];
};

const order = z.object({ orderId: z.string(), version: z.number(), eventId: z.string(), type: z.string() });
const entry = z.object({ orderId: z.string(), entry: z.string(), amountCents: z.number() });
const delivery = z.object({ orderId: z.string(), status: z.string(), street: z.string().nullable() });
const named = z.object({ orderId: z.string() });

/** What the services of a house and its topics know of their orders. */
export async function readHouseEvidence(house: House, pool: pg.Pool): Promise<HouseEvidence> {
  const read = async <Row>(schema: z.ZodType<Row>, sql: string) => z.array(schema).parse((await pool.query(sql)).rows);
  const names = (rows: { orderId: string }[]) => rows.map(({ orderId }) => orderId);
  return {
    log: house.records.map(logEventOf),
    orders: await read(
      order,
      `select order_id as "orderId", version, event_id as "eventId", type from orders.order_event order by 1, 2`,
    ),
    ledger: await read(
      entry,
      `select order_id as "orderId", entry, amount_cents as "amountCents" from payments.ledger order by id`,
    ),
    deliveries: await read(
      delivery,
      `select order_id as "orderId", status, dropoff ->> 'street' as street from drivers.delivery`,
    ),
    running: names(
      await read(
        named,
        `select order_id as "orderId" from orders.order_event group by order_id
         having not bool_or(type in ('order.completed', 'order.cancelled'))`,
      ),
    ),
    notifiedTwice: names(
      await read(
        named,
        `select order_id as "orderId" from notifications.notification
         group by order_id, recipient_kind, recipient_id, template having count(*) > 1`,
      ),
    ),
  };
}
