import { NibbleError } from '#schemas/errors.ts';

export type Restaurant = {
  id: string;
  name: string;
  cuisine: string;
  street: string;
  city: string;
  open: boolean;
  /** Takes no new guests for a while. */
  busy: boolean;
};
export type Dish = {
  sku: string;
  name: string;
  price_cents: number;
  available: boolean;
  sold_out: boolean;
  /** Null for what is not made in portions: there is always enough. */
  portions_left: number | null;
};
export type Wanted = { sku: string; quantity: number };

/** Prices of what is wanted, by the menu. Throws `invalid` when the restaurant is closed or busy, or a dish is not offered. */
export function quoteOrder(restaurant: Restaurant, menu: readonly Dish[], wanted: readonly Wanted[]) {
  if (!restaurant.open) throw new NibbleError('invalid', `${restaurant.name} is closed.`);
  if (restaurant.busy) {
    throw new NibbleError('invalid', `${restaurant.name} has too much to do right now; it takes orders again soon.`);
  }
  const offered = new Map(menu.filter(({ available }) => available).map((dish) => [dish.sku, dish]));
  const missing = wanted.filter(({ sku }) => !offered.has(sku)).map(({ sku }) => sku);
  if (missing.length > 0) throw new NibbleError('invalid', `${restaurant.name} does not offer ${missing.join(', ')}.`);
  const items = wanted.flatMap(({ sku, quantity }) => {
    const dish = offered.get(sku);
    return dish ? [{ sku, name: dish.name, quantity, unitPriceCents: dish.price_cents }] : [];
  });
  const totalCents = items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  return { restaurantId: restaurant.id, restaurantName: restaurant.name, items, totalCents, currency: 'EUR' as const };
}

export type KitchenWord = { accepts: true } | { accepts: false; reason: 'sold_out' | 'closed'; detail: string };

/** Whether the kitchen can make it: it knows better than the menu what is left. */
export function askKitchen(
  restaurant: Restaurant | null,
  menu: readonly Dish[],
  wanted: readonly Wanted[],
): KitchenWord {
  if (!restaurant?.open) {
    return { accepts: false, reason: 'closed', detail: `${restaurant?.name ?? 'The restaurant'} has closed.` };
  }
  const gone = menu.find((dish) => wanted.some(({ sku, quantity }) => sku === dish.sku && !isEnough(dish, quantity)));
  if (!gone) return { accepts: true };
  return { accepts: false, reason: 'sold_out', detail: `${restaurant.name} has run out of ${gone.name}.` };
}

function isEnough({ sold_out, portions_left }: Dish, quantity: number): boolean {
  return !sold_out && (portions_left === null || portions_left >= quantity);
}
