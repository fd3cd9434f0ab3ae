import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NibbleError } from '#schemas/errors.ts';
import {
  idParam,
  idText,
  jsonAnswer,
  jsonBody,
  plainText,
  problemAnswer,
  type ServiceContext,
  type Work,
} from '#services/_kit/index.ts';
import { quoteOrder, type Restaurant } from './quote-order.ts';
import {
  type ListedRestaurant,
  listRestaurants,
  lockRestaurant,
  readMenu,
  readRestaurant,
  removeRestaurant,
  saveRestaurant,
} from './restaurant-store.ts';
import { tellAvailability, tellMenu } from './tell-menu.ts';

const bodySchema = z
  .object({
    name: plainText(200),
    cuisine: plainText(100),
    street: plainText(200),
    city: plainText(200),
    open: z.boolean().default(true),
  })
  .openapi('SaveRestaurant');
const restaurantSchema = bodySchema
  .extend({
    id: z.string(),
    busy: z.boolean().openapi({ description: 'Open, but the kitchen takes no new orders for a while' }),
  })
  .openapi('Restaurant');

const listedSchema = restaurantSchema
  .extend({
    usualDoorMs: z
      .number()
      .nullable()
      .openapi({ description: 'How long orders usually take to the door, by analytics' }),
  })
  .openapi('ListedRestaurant');

const wantedSchema = z
  .object({
    items: z
      .array(z.object({ sku: idText, quantity: z.int().min(1).max(50) }))
      .min(1)
      .max(50),
  })
  .openapi('QuoteRequest');
const quoteSchema = z
  .object({
    restaurantId: z.string(),
    restaurantName: z.string(),
    items: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPriceCents: z.int() })),
    totalCents: z.int(),
    currency: z.literal('EUR'),
  })
  .openapi('Quote');

const notFound = { 404: problemAnswer('No such restaurant') };

const list = createRoute({
  method: 'get',
  path: '/restaurants',
  summary: 'All restaurants',
  responses: { 200: jsonAnswer('By name', z.object({ items: z.array(listedSchema) })) },
});
const read = createRoute({
  method: 'get',
  path: '/restaurants/{id}',
  summary: 'One restaurant',
  request: { params: idParam },
  responses: { 200: jsonAnswer('The restaurant', listedSchema), ...notFound },
});
const save = createRoute({
  method: 'put',
  path: '/restaurants/{id}',
  summary: 'Make or replace a restaurant',
  request: { params: idParam, body: jsonBody(bodySchema) },
  responses: { 200: jsonAnswer('Replaced', restaurantSchema), 201: jsonAnswer('Made', restaurantSchema) },
});
const remove = createRoute({
  method: 'delete',
  path: '/restaurants/{id}',
  summary: 'Remove a restaurant and its menu',
  request: { params: idParam },
  responses: { 204: { description: 'Removed' }, ...notFound },
});
const quote = createRoute({
  method: 'post',
  path: '/restaurants/{id}/quote',
  summary: 'Prices of an order, by the menu of this moment',
  request: { params: idParam, body: jsonBody(wantedSchema) },
  responses: {
    200: jsonAnswer('The quote', quoteSchema),
    ...notFound,
    422: problemAnswer('The restaurant is closed or busy, or does not offer a dish'),
  },
});

export function addRestaurantRoutes(app: OpenAPIHono, { pool, transact }: ServiceContext): void {
  app.openapi(list, async (c) => c.json({ items: (await listRestaurants(pool)).map(listedView) }, 200));
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    const [restaurant] = await listRestaurants(pool, id);
    return c.json(listedView(restaurant ?? noRestaurant(id)), 200);
  });
  app.openapi(save, async (c) => {
    const wanted = { id: c.req.valid('param').id, ...c.req.valid('json') };
    const { made, busy } = await transact((work) => replaceRestaurant(work, wanted));
    return made ? c.json({ ...wanted, busy }, 201) : c.json({ ...wanted, busy }, 200);
  });
  app.openapi(remove, async (c) => {
    const { id } = c.req.valid('param');
    await transact(async (work) => {
      const restaurant = found(await lockRestaurant(work, id), id);
      await removeRestaurant(work.client, id);
      await work.stopTimers(id);
      await tellAvailability(work, restaurant, 'removed');
    });
    return c.body(null, 204);
  });
  app.openapi(quote, async (c) => {
    const { id } = c.req.valid('param');
    const restaurant = found(await readRestaurant(pool, id), id);
    return c.json(quoteOrder(restaurant, await readMenu(pool, id), c.req.valid('json').items), 200);
  });
}

function listedView({ usual_door_ms, ...restaurant }: ListedRestaurant) {
  return { ...restaurant, usualDoorMs: usual_door_ms === null ? null : Math.round(usual_door_ms) };
}

/** Makes or replaces a restaurant and tells what is new about it. */
async function replaceRestaurant(
  work: Work,
  wanted: Omit<Restaurant, 'busy'>,
): Promise<{ made: boolean; busy: boolean }> {
  const before = await lockRestaurant(work, wanted.id);
  const made = await saveRestaurant(work.client, wanted);
  if (before?.name !== wanted.name) await tellMenu(work, wanted.id);
  if (before?.open !== wanted.open) await tellAvailability(work, wanted, wanted.open ? 'opened' : 'closed');
  return { made, busy: before?.busy ?? false };
}

function found(restaurant: Restaurant | null, id: string): Restaurant {
  return restaurant ?? noRestaurant(id);
}

export function noRestaurant(id: string): never {
  throw new NibbleError('not_found', `There is no restaurant ${id}.`);
}
