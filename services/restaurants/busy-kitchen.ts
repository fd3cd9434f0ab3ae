import { stepMs, type Work } from '#services/_kit/index.ts';
import { countCooking, type LockedRestaurant, lockRestaurant, setBusy } from './restaurant-store.ts';
import { flowOfItsOwn, tellAvailability } from './tell-menu.ts';

const closedForMs = [8_000, 15_000] as const;
const lookAgainMs = 3_000;

/** A kitchen that cooks as much as it can takes no new guests for a while; what was ordered before, it still makes. */
export async function closeWhenBusy(work: Work, restaurant: LockedRestaurant, pace: number): Promise<void> {
  const { id, capacity } = restaurant;
  if (capacity === null || restaurant.busy || (await countCooking(work, id)) < capacity) return;
  await setBusy(work, id, true);
  if (restaurant.open) await tellAvailability(work, restaurant, 'busy', flowOfItsOwn());
  work.startTimer('reopen', id, stepMs(pace, 'reopen', work.causationId ?? id, closedForMs));
}

/** The timer `reopen`: opens when half of the work is done, and looks again until it is. */
export async function reopen(restaurantId: string, work: Work, pace: number): Promise<void> {
  const restaurant = await lockRestaurant(work, restaurantId);
  if (!restaurant?.busy) return;
  const canCook = restaurant.capacity ?? Number.POSITIVE_INFINITY;
  if ((await countCooking(work, restaurantId)) > canCook / 2) {
    work.startTimer('reopen', restaurantId, pace * lookAgainMs);
    return;
  }
  await setBusy(work, restaurantId, false);
  if (restaurant.open) await tellAvailability(work, restaurant, 'opened', flowOfItsOwn());
}
