import { v7 as uuidv7 } from 'uuid';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';
import type { Restaurant } from './quote-order.ts';
import { nextRevision, readMenu, readRestaurant } from './restaurant-store.ts';

/** What the business itself changes is no part of the order that happened to bring it about: it is a flow of its own. */
export function flowOfItsOwn(): { correlationId: string } {
  return { correlationId: uuidv7() };
}

/** Tells the whole menu as it now is; nothing for a restaurant that is gone. */
export async function tellMenu(work: Work, restaurantId: string, flow?: { correlationId: string }): Promise<void> {
  const restaurant = await readRestaurant(work.client, restaurantId);
  if (!restaurant) return;
  // Before the menu is read: a change that waits here for its number sees this one.
  const revision = await nextRevision(work, restaurantId);
  const menu = await readMenu(work.client, restaurantId);
  const dishes = menu.map(({ sku, name, price_cents, available }) => ({ sku, name, price_cents, available }));
  const facts = { restaurant_id: restaurantId, restaurant_name: restaurant.name, revision };
  work.publish('menu.updated', restaurantId, { ...facts, currency: 'EUR', dishes }, flow);
}

type Reason = EventData['restaurant.availability_changed']['reason'];

/** Tells that a restaurant opened, or why it did the opposite. */
export async function tellAvailability(
  work: Work,
  { id, name }: Pick<Restaurant, 'id' | 'name'>,
  reason: Reason,
  flow?: { correlationId: string },
): Promise<void> {
  const revision = await nextRevision(work, id);
  const facts = { restaurant_id: id, restaurant_name: name, revision };
  work.publish('restaurant.availability_changed', id, { ...facts, open: reason === 'opened', reason }, flow);
}
