import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { PlacedOrder, placeOrder } from '#schemas/api/order.ts';
import { placedOrder } from '#schemas/api/order.ts';
import { NibbleError } from '#schemas/errors.ts';
import { callService } from './call-service.ts';

type Wish = z.infer<typeof placeOrder>;
type Options = {
  ordersUrl: string | undefined;
  restaurantsUrl: string | undefined;
  /** Becomes the order's own: it names the flow to open. */
  correlationId: string;
  wish: Wish;
};

const restaurants = z.object({
  items: z.array(z.object({ id: z.string(), open: z.boolean().default(true) })),
});
const menu = z.object({ items: z.array(z.object({ sku: z.string(), available: z.boolean().default(true) })) });

/** Does what a customer's app does: looks at a restaurant and its menu, then places an order by REST. */
export async function placeOrderByRest({
  ordersUrl,
  restaurantsUrl,
  correlationId,
  wish,
}: Options): Promise<PlacedOrder> {
  const orders = { name: 'orders', url: required(ordersUrl, 'ORDERS_URL'), correlationId };
  const kitchens = { name: 'restaurants', url: required(restaurantsUrl, 'RESTAURANTS_URL'), correlationId };
  const restaurantId = wish.restaurantId ?? (await pickRestaurant(kitchens));
  const { items } = await callService(kitchens, { template: '/restaurants/{id}/menu', id: restaurantId }, menu);
  const dishes = pickSome(items.filter((item) => item.available));
  if (dishes.length === 0) throw new NibbleError('unavailable', `The menu of ${restaurantId} has nothing to order.`);
  const order = {
    customerId: wish.customerId ?? `c-${1000 + randomInt(9000)}`,
    restaurantId,
    items: dishes.map(({ sku }) => ({ sku, quantity: 1 + randomInt(2) })),
  };
  return callService(orders, { template: '/orders', body: order }, placedOrder);
}

type Kitchens = Parameters<typeof callService>[0];

async function pickRestaurant(kitchens: Kitchens): Promise<string> {
  const { items } = await callService(kitchens, { template: '/restaurants' }, restaurants);
  const [open] = pickSome(
    items.filter((restaurant) => restaurant.open),
    1,
  );
  if (!open) throw new NibbleError('unavailable', 'No restaurant is open now.');
  return open.id;
}

/** Up to `most` of them, at least one where there is one, in no order. */
function pickSome<T>(from: T[], most = 3): T[] {
  const left = [...from];
  const wanted = Math.min(left.length, 1 + randomInt(most));
  return Array.from({ length: wanted }, () => left.splice(randomInt(left.length), 1)).flat();
}

function required(url: string | undefined, name: string): string {
  if (url) return url;
  throw new NibbleError('unavailable', `No order can be placed from here: ${name} is not set.`);
}
