import type pg from 'pg';
import type { Work } from '#services/_kit/index.ts';
import type { Dish, Restaurant } from './quote-order.ts';

type Database = pg.Pool | pg.PoolClient;

/** With how many orders its kitchen can cook at once; null where it always manages. */
export type LockedRestaurant = Restaurant & { capacity: number | null };

const columns = 'id, name, cuisine, street, city, open, busy';
const dishColumns = 'sku, name, price_cents, available, sold_out, portions_left';

/** With how long its orders usually take to the door, once analytics has measured some. */
export type ListedRestaurant = Restaurant & { usual_door_ms: number | null };

/** By name; only the one of this id when there is one. */
export async function listRestaurants(db: Database, id: string | null = null): Promise<ListedRestaurant[]> {
  const { rows } = await db.query<ListedRestaurant>(
    `select ${columns}, usual_door_ms from restaurant left join restaurant_record on restaurant_id = id
     where $1::text is null or id = $1 order by name`,
    [id],
  );
  return rows;
}

export async function noteDoorTime({ client }: Work, restaurantId: string, doorMs: number): Promise<void> {
  await client.query(
    `insert into restaurant_record as known (restaurant_id, brought, usual_door_ms) values ($1, 1, $2)
     on conflict (restaurant_id) do update
     set brought = known.brought + 1, usual_door_ms = known.usual_door_ms * 0.95 + excluded.usual_door_ms * 0.05`,
    [restaurantId, doorMs],
  );
}

export async function readRestaurant(db: Database, id: string): Promise<Restaurant | null> {
  const { rows } = await db.query<Restaurant>(`select ${columns} from restaurant where id = $1`, [id]);
  return rows[0] ?? null;
}

/** The restaurant, which nobody else changes until the transaction ends. */
export async function lockRestaurant({ client }: Work, id: string): Promise<LockedRestaurant | null> {
  const { rows } = await client.query<LockedRestaurant>(
    `select ${columns}, capacity from restaurant where id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export async function setBusy({ client }: Work, id: string, busy: boolean): Promise<void> {
  await client.query('update restaurant set busy = $2 where id = $1', [id, busy]);
}

/** How many orders the kitchen is cooking. */
export async function countCooking({ client }: Work, restaurantId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from ticket where restaurant_id = $1 and status = 'accepted'`,
    [restaurantId],
  );
  return rows[0]?.count ?? 0;
}

/** Counts what is told of a restaurant; whoever else wants to tell of it waits until the transaction ends. */
export async function nextRevision({ client }: Work, restaurantId: string): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `insert into revision (restaurant_id, number) values ($1, 1)
     on conflict (restaurant_id) do update set number = revision.number + 1 returning number`,
    [restaurantId],
  );
  return rows[0]?.number ?? 1;
}

/** Makes or replaces. Returns false when it was there before. */
export async function saveRestaurant(db: Database, restaurant: Omit<Restaurant, 'busy'>): Promise<boolean> {
  const { rows } = await db.query<{ made: boolean }>(
    `insert into restaurant (id, name, cuisine, street, city, open) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set name = excluded.name, cuisine = excluded.cuisine, street = excluded.street,
       city = excluded.city, open = excluded.open
     returning xmax = 0 as made`,
    [restaurant.id, restaurant.name, restaurant.cuisine, restaurant.street, restaurant.city, restaurant.open],
  );
  return rows[0]?.made === true;
}

export async function removeRestaurant(db: Database, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from restaurant where id = $1', [id]);
  return rowCount === 1;
}

export async function readMenu(db: Database, restaurantId: string): Promise<Dish[]> {
  const { rows } = await db.query<Dish>(`select ${dishColumns} from menu_item where restaurant_id = $1 order by name`, [
    restaurantId,
  ]);
  return rows;
}

/** The menu, of which nobody else takes portions until the transaction ends. */
export async function lockMenu({ client }: Work, restaurantId: string): Promise<Dish[]> {
  const { rows } = await client.query<Dish>(
    `select ${dishColumns} from menu_item where restaurant_id = $1 order by sku for update`,
    [restaurantId],
  );
  return rows;
}

export async function setPortions(
  { client }: Work,
  restaurantId: string,
  sku: string,
  { left, available }: { left: number; available: boolean },
): Promise<void> {
  await client.query(
    'update menu_item set portions_left = $3, available = $4 where restaurant_id = $1 and sku = $2 and portions > 0',
    [restaurantId, sku, left, available],
  );
}

/** As many portions as are made at a time. Returns false when the dish is not made in portions any more. */
export async function refillDish({ client }: Work, restaurantId: string, sku: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update menu_item set portions_left = portions, available = true
     where restaurant_id = $1 and sku = $2 and portions > 0`,
    [restaurantId, sku],
  );
  return rowCount === 1;
}

/** Makes or replaces one dish; one that is offered again has all its portions. Returns false when it was there before. */
export async function saveDish(
  db: Database,
  restaurantId: string,
  dish: Omit<Dish, 'portions_left'>,
): Promise<boolean> {
  const { rows } = await db.query<{ made: boolean }>(
    `insert into menu_item (restaurant_id, sku, name, price_cents, available, sold_out) values ($1, $2, $3, $4, $5, $6)
     on conflict (restaurant_id, sku) do update set name = excluded.name, price_cents = excluded.price_cents,
       available = excluded.available, sold_out = excluded.sold_out,
       portions_left = case when excluded.available then menu_item.portions else menu_item.portions_left end
     returning xmax = 0 as made`,
    [restaurantId, dish.sku, dish.name, dish.price_cents, dish.available, dish.sold_out],
  );
  return rows[0]?.made === true;
}

export async function removeDish(db: Database, restaurantId: string, sku: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from menu_item where restaurant_id = $1 and sku = $2', [
    restaurantId,
    sku,
  ]);
  return rowCount === 1;
}
