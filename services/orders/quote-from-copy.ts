import { NibbleError } from '#schemas/errors.ts';
import type { MenuCopy } from './menu-copy.ts';
import type { Quote, WantedItems } from './request-quote.ts';

/** Prices by the copy of a menu. Throws `invalid` for a closed restaurant or dishes that the copy does not offer. */
export function quoteFromCopy({ restaurant_id, restaurant_name, dishes, open }: MenuCopy, wanted: WantedItems): Quote {
  if (!open) throw new NibbleError('invalid', `${restaurant_name} takes no orders right now.`);
  const offered = new Map(dishes.filter(({ available }) => available).map((dish) => [dish.sku, dish]));
  const missing = wanted.filter(({ sku }) => !offered.has(sku)).map(({ sku }) => sku);
  if (missing.length > 0) throw new NibbleError('invalid', `${restaurant_name} does not offer ${missing.join(', ')}.`);
  const items = wanted.flatMap(({ sku, quantity }) => {
    const dish = offered.get(sku);
    return dish ? [{ sku, name: dish.name, quantity, unitPriceCents: dish.price_cents }] : [];
  });
  const totalCents = items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  return { restaurantId: restaurant_id, restaurantName: restaurant_name, items, totalCents, currency: 'EUR' };
}
