import { type ServiceContext, stepMs, type Work } from '#services/_kit/index.ts';
import { closeWhenBusy } from './busy-kitchen.ts';
import { noteRunOut, takePortions } from './portions.ts';
import { askKitchen } from './quote-order.ts';
import { lockMenu, lockRestaurant } from './restaurant-store.ts';
import { moveTicket, type Ticket } from './ticket-store.ts';

const cookingTakesMs = [12_000, 30_000] as const;

/** The kitchen's word on an order: it cooks what it can, and refuses what it has run out of. */
export async function answerOrder({ settings: { pace } }: ServiceContext, work: Work, ticket: Ticket): Promise<void> {
  const { order_id, restaurant_id, items } = ticket;
  const restaurant = await lockRestaurant(work, restaurant_id);
  const menu = await lockMenu(work, restaurant_id);
  const facts = { order_id, restaurant_id, restaurant_name: restaurant?.name ?? restaurant_id };
  const word = askKitchen(restaurant, menu, items);
  if (!word.accepts) {
    await moveTicket(work, order_id, 'rejected');
    work.publish('restaurant.order_rejected', order_id, { ...facts, reason: word.reason, detail: word.detail });
    await noteRunOut(work, { restaurant_id, menu, items, pace });
    return;
  }
  const cookingMs = stepMs(pace, 'cook', order_id, cookingTakesMs);
  const ready_expected_at = new Date(work.now.getTime() + cookingMs).toISOString();
  await moveTicket(work, order_id, 'accepted');
  work.publish('restaurant.order_accepted', order_id, { ...facts, ready_expected_at });
  work.startTimer('cook', order_id, cookingMs);
  await takePortions(work, { restaurant_id, menu, items, pace });
  if (restaurant) await closeWhenBusy(work, restaurant, pace);
}
