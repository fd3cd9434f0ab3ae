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
} from '#services/_kit/index.ts';
import { quoteOrder, type Restaurant } from './quote-order.ts';
import { listRestaurants, readMenu, readRestaurant, removeRestaurant, saveRestaurant } from './restaurant-store.ts';

const bodySchema = z
  .object({
    name: plainText(200),
    cuisine: plainText(100),
    street: plainText(200),
    city: plainText(200),
    open: z.boolean().default(true),
  })
  .openapi('SaveRestaurant');
const restaurantSchema = bodySchema.extend({ id: z.string() }).openapi('Restaurant');

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
  responses: { 200: jsonAnswer('By name', z.object({ items: z.array(restaurantSchema) })) },
});
const read = createRoute({
  method: 'get',
  path: '/restaurants/{id}',
  summary: 'One restaurant',
  request: { params: idParam },
  responses: { 200: jsonAnswer('The restaurant', restaurantSchema), ...notFound },
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
    422: problemAnswer('The restaurant is closed or does not offer a dish'),
  },
});

export function addRestaurantRoutes(app: OpenAPIHono, { pool }: ServiceContext): void {
  app.openapi(list, async (c) => c.json({ items: await listRestaurants(pool) }, 200));
  app.openapi(read, async (c) =>
    c.json(found(await readRestaurant(pool, c.req.valid('param').id), c.req.param('id')), 200),
  );
  app.openapi(save, async (c) => {
    const restaurant = { id: c.req.valid('param').id, ...c.req.valid('json') };
    const made = await saveRestaurant(pool, restaurant);
    return made ? c.json(restaurant, 201) : c.json(restaurant, 200);
  });
  app.openapi(remove, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await removeRestaurant(pool, id))) noRestaurant(id);
    return c.body(null, 204);
  });
  app.openapi(quote, async (c) => {
    const { id } = c.req.valid('param');
    const restaurant = found(await readRestaurant(pool, id), id);
    return c.json(quoteOrder(restaurant, await readMenu(pool, id), c.req.valid('json').items), 200);
  });
}

function found(restaurant: Restaurant | null, id: string): Restaurant {
  return restaurant ?? noRestaurant(id);
}

export function noRestaurant(id: string): never {
  throw new NibbleError('not_found', `There is no restaurant ${id}.`);
}
