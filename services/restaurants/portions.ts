import { stepMs, type Work } from '#services/_kit/index.ts';
import type { Dish, Wanted } from './quote-order.ts';
import { refillDish, setPortions } from './restaurant-store.ts';
import { flowOfItsOwn, tellMenu } from './tell-menu.ts';

const restockingTakesMs = [10_000, 20_000] as const;

type Kitchen = { restaurant_id: string; menu: readonly Dish[]; items: readonly Wanted[]; pace: number };

/** Takes what an accepted order needs; the menu no longer offers a dish whose last portion went. */
export async function takePortions(work: Work, { restaurant_id, menu, items, pace }: Kitchen): Promise<void> {
  for (const { dish, left, quantity } of portionedOf(menu, items)) {
    const rest = Math.max(0, left - quantity);
    await setPortions(work, restaurant_id, dish.sku, { left: rest, available: dish.available && rest > 0 });
    if (rest === 0 && dish.available) await runOut(work, restaurant_id, dish, pace);
  }
}

/** What an order was refused for is too little for others as well: the menu no longer offers it. */
export async function noteRunOut(work: Work, { restaurant_id, menu, items, pace }: Kitchen): Promise<void> {
  for (const { dish, left, quantity } of portionedOf(menu, items)) {
    if (left >= quantity || !dish.available) continue;
    await setPortions(work, restaurant_id, dish.sku, { left: 0, available: false });
    await runOut(work, restaurant_id, dish, pace);
  }
}

/** A dish as the aggregate of a timer; ids hold no slash. */
export function dishKey(restaurantId: string, sku: string): string {
  return `${restaurantId}/${sku}`;
}

/** The timer `restock`, whose aggregate is the dish: there is as much as at the beginning, and the menu says so. */
export async function restock(key: string, work: Work): Promise<void> {
  const [restaurantId = '', sku = ''] = key.split('/');
  if (await refillDish(work, restaurantId, sku)) await tellMenu(work, restaurantId, flowOfItsOwn());
}

async function runOut(work: Work, restaurantId: string, { sku }: Dish, pace: number): Promise<void> {
  const key = dishKey(restaurantId, sku);
  work.startTimer('restock', key, stepMs(pace, 'restock', `${key} ${work.causationId}`, restockingTakesMs));
  await tellMenu(work, restaurantId, flowOfItsOwn());
}

function portionedOf(menu: readonly Dish[], items: readonly Wanted[]) {
  return items.flatMap(({ sku, quantity }) => {
    const dish = menu.find((one) => one.sku === sku);
    const left = dish?.portions_left ?? null;
    return dish && left !== null ? [{ dish, left, quantity }] : [];
  });
}
