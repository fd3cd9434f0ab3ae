import type pg from 'pg';
import type { Dish, Restaurant } from './quote-order.ts';

type Database = pg.Pool | pg.PoolClient;

export async function listRestaurants(db: Database): Promise<Restaurant[]> {
  const { rows } = await db.query<Restaurant>(
    'select id, name, cuisine, street, city, open from restaurant order by name',
  );
  return rows;
}

export async function readRestaurant(db: Database, id: string): Promise<Restaurant | null> {
  const { rows } = await db.query<Restaurant>(
    'select id, name, cuisine, street, city, open from restaurant where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

/** Makes or replaces. Returns false when it was there before. */
export async function saveRestaurant(db: Database, restaurant: Restaurant): Promise<boolean> {
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
  const { rows } = await db.query<Dish>(
    'select sku, name, price_cents, available, sold_out from menu_item where restaurant_id = $1 order by name',
    [restaurantId],
  );
  return rows;
}

/** Makes or replaces one dish. Returns false when it was there before. */
export async function saveDish(db: Database, restaurantId: string, dish: Dish): Promise<boolean> {
  const { rows } = await db.query<{ made: boolean }>(
    `insert into menu_item (restaurant_id, sku, name, price_cents, available, sold_out) values ($1, $2, $3, $4, $5, $6)
     on conflict (restaurant_id, sku) do update set name = excluded.name, price_cents = excluded.price_cents,
       available = excluded.available, sold_out = excluded.sold_out
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
