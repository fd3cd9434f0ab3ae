import type { Work } from '#services/_kit/index.ts';

export type Parties = { restaurant_id: string; driver_id: string | null };

export async function noteRestaurant({ client }: Work, orderId: string, restaurantId: string): Promise<void> {
  await client.query('insert into order_party (order_id, restaurant_id) values ($1, $2) on conflict do nothing', [
    orderId,
    restaurantId,
  ]);
}

export async function noteDriver({ client }: Work, orderId: string, driverId: string): Promise<void> {
  await client.query('update order_party set driver_id = $2 where order_id = $1', [orderId, driverId]);
}

/** Who besides the customer was told of an order that is over, for the last time; null when nobody was. */
export async function takeParties({ client }: Work, orderId: string): Promise<Parties | null> {
  const { rows } = await client.query<Parties>(
    'delete from order_party where order_id = $1 returning restaurant_id, driver_id',
    [orderId],
  );
  return rows[0] ?? null;
}
