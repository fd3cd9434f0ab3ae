import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';

export type Delivery = {
  order_id: string;
  status: 'waiting' | 'assigned' | 'picked_up' | 'delivered' | 'failed' | 'cancelled';
  restaurant_id: string;
  driver_id: string | null;
  driver_name: string | null;
  dropoff: { street: string; city: string } | null;
  ready_at: Date;
  /** Orders has said that this driver may pick up. */
  allowed: boolean;
  /** The driver waits at the restaurant. */
  arrived: boolean;
};

/**
 * What is heard of an order is handled one after the other until the transaction ends. Topics are read at once, and before
 * the first of them is committed there is no row that could be locked.
 */
export async function takeTurn({ client }: Work, orderId: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('nibble delivery ' || $1, 0))", [orderId]);
}

/** A delivery that begins when the food is ready; nothing when the order is known already (cancelled before). */
export async function insertDelivery({ client }: Work, food: EventData['restaurant.order_ready'], readyAt: string) {
  const { rowCount } = await client.query(
    `insert into delivery (order_id, status, restaurant_id, pickup, dropoff, ready_at)
     values ($1, 'waiting', $2, $3, coalesce((select address from new_address where order_id = $1), $4::json), $5)
     on conflict do nothing`,
    [food.order_id, food.restaurant_id, JSON.stringify(food.pickup), JSON.stringify(food.dropoff), readyAt],
  );
  return rowCount === 1;
}

/** The delivery of an order, which nobody else moves until the transaction ends. */
export async function lockDelivery({ client }: Work, orderId: string): Promise<Delivery | null> {
  const { rows } = await client.query<Delivery>(
    `select order_id, status, restaurant_id, driver_id, driver.name as driver_name, dropoff, ready_at, allowed, arrived
     from delivery left join driver on driver.id = driver_id where order_id = $1 for update of delivery`,
    [orderId],
  );
  return rows[0] ?? null;
}

export async function moveDelivery({ client }: Work, orderId: string, status: Delivery['status']): Promise<void> {
  await client.query('update delivery set status = $2, updated_at = now() where order_id = $1', [orderId, status]);
}

/** Orders lets the driver pick up, or the driver has come to the restaurant: both it takes. */
export async function noteDelivery({ client }: Work, orderId: string, what: 'allowed' | 'arrived'): Promise<void> {
  await client.query(`update delivery set ${what} = true, updated_at = now() where order_id = $1`, [orderId]);
}

/** Gives the order to the driver who has been free longest; null when all are busy. */
export async function assignDriver({ client }: Work, orderId: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `update driver set busy_with = $1
     where id = (select id from driver where busy_with is null order by free_since, id limit 1 for update skip locked)
     returning id, name`,
    [orderId],
  );
  const [driver] = rows;
  if (!driver) return null;
  await client.query(
    `update delivery set status = 'assigned', driver_id = $2, updated_at = now() where order_id = $1`,
    [orderId, driver.id],
  );
  return driver;
}

export async function freeDriver({ client }: Work, orderId: string): Promise<void> {
  await client.query('update driver set busy_with = null, free_since = now() where busy_with = $1', [orderId]);
}

/** Cancels what has not been picked up; an order that is not known yet is remembered as cancelled. */
export async function cancelDelivery({ client }: Work, orderId: string): Promise<void> {
  await client.query(
    `insert into delivery (order_id, status) values ($1, 'cancelled')
     on conflict (order_id) do update set status = 'cancelled', updated_at = now()
     where delivery.status in ('waiting', 'assigned')`,
    [orderId],
  );
}

export async function redirectDelivery({ client }: Work, orderId: string, address: object): Promise<void> {
  const json = JSON.stringify(address);
  await client.query(
    `insert into new_address (order_id, address) values ($1, $2)
     on conflict (order_id) do update set address = excluded.address`,
    [orderId, json],
  );
  await client.query('update delivery set dropoff = $2, updated_at = now() where order_id = $1', [orderId, json]);
}
