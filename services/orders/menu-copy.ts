import type pg from 'pg';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';

type Menu = EventData['menu.updated'];

export type MenuCopy = {
  restaurant_id: string;
  restaurant_name: string;
  dishes: Menu['dishes'];
  open: boolean;
};

/** Takes a menu; an older one than is known changes nothing. */
export async function copyMenu({ client }: Work, menu: Menu): Promise<void> {
  await client.query(
    `insert into menu_copy (restaurant_id, restaurant_name, menu_revision, dishes) values ($1, $2, $3, $4)
     on conflict (restaurant_id) do update set restaurant_name = excluded.restaurant_name,
       menu_revision = excluded.menu_revision, dishes = excluded.dishes
     where menu_copy.menu_revision < excluded.menu_revision`,
    [menu.restaurant_id, menu.restaurant_name, menu.revision, JSON.stringify(menu.dishes)],
  );
}

/** Takes whether a restaurant is open. One that was removed is forgotten: it may come again and count anew. */
export async function copyAvailability(
  { client }: Work,
  { restaurant_id, restaurant_name, revision, open, reason }: EventData['restaurant.availability_changed'],
): Promise<void> {
  if (reason === 'removed') {
    await client.query('delete from menu_copy where restaurant_id = $1', [restaurant_id]);
    return;
  }
  await client.query(
    `insert into menu_copy (restaurant_id, restaurant_name, availability_revision, open) values ($1, $2, $3, $4)
     on conflict (restaurant_id) do update set restaurant_name = excluded.restaurant_name,
       availability_revision = excluded.availability_revision, open = excluded.open
     where menu_copy.availability_revision < excluded.availability_revision`,
    [restaurant_id, restaurant_name, revision, open],
  );
}

/** The copy of a restaurant's menu; null when its menu was never heard of. */
export async function readMenuCopy(db: pg.Pool, restaurantId: string): Promise<MenuCopy | null> {
  const { rows } = await db.query<MenuCopy>(
    `select restaurant_id, restaurant_name, dishes, open from menu_copy
     where restaurant_id = $1 and menu_revision > 0`,
    [restaurantId],
  );
  return rows[0] ?? null;
}
