import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';

type Confirmed = EventData['order.confirmed'];

export type Ticket = {
  order_id: string;
  restaurant_id: string;
  customer_id: string;
  items: Confirmed['items'];
  dropoff: Confirmed['address'];
  status: 'received' | 'accepted' | 'rejected' | 'ready' | 'cancelled';
};

export async function insertTicket({ client }: Work, order: Confirmed): Promise<void> {
  await client.query(
    `insert into ticket (order_id, restaurant_id, customer_id, items, dropoff, status)
     values ($1, $2, $3, $4, $5, 'received') on conflict do nothing`,
    [
      order.order_id,
      order.restaurant_id,
      order.customer_id,
      JSON.stringify(order.items),
      JSON.stringify(order.address),
    ],
  );
}

/** The kitchen's ticket of an order, which nobody else moves until the transaction ends. */
export async function lockTicket({ client }: Work, orderId: string): Promise<Ticket | null> {
  const { rows } = await client.query<Ticket>(
    'select order_id, restaurant_id, customer_id, items, dropoff, status from ticket where order_id = $1 for update',
    [orderId],
  );
  return rows[0] ?? null;
}

export async function moveTicket({ client }: Work, orderId: string, status: Ticket['status']): Promise<void> {
  await client.query('update ticket set status = $2, updated_at = now() where order_id = $1', [orderId, status]);
}

export async function redirectTicket({ client }: Work, orderId: string, dropoff: Ticket['dropoff']): Promise<void> {
  await client.query('update ticket set dropoff = $2, updated_at = now() where order_id = $1', [
    orderId,
    JSON.stringify(dropoff),
  ]);
}
