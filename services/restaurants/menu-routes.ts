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
import type { Dish } from './quote-order.ts';
import { readMenu, readRestaurant, removeDish, saveDish } from './restaurant-store.ts';
import { noRestaurant } from './routes.ts';

const bodySchema = z
  .object({
    name: plainText(200),
    priceCents: z.int().min(1).max(1_000_000),
    available: z.boolean().default(true),
    soldOut: z
      .boolean()
      .default(false)
      .openapi({ description: 'The kitchen has run out though the menu offers it: quoted, then refused' }),
  })
  .openapi('SaveDish');
const dishSchema = bodySchema.extend({ sku: z.string() }).openapi('Dish');
const dishParam = z.object({ id: idText, sku: idText });

const read = createRoute({
  method: 'get',
  path: '/restaurants/{id}/menu',
  summary: 'The menu of a restaurant',
  request: { params: idParam },
  responses: {
    200: jsonAnswer(
      'By name',
      z.object({ restaurantId: z.string(), currency: z.literal('EUR'), items: z.array(dishSchema) }),
    ),
    404: problemAnswer('No such restaurant'),
  },
});
const save = createRoute({
  method: 'put',
  path: '/restaurants/{id}/menu/{sku}',
  summary: 'Make or replace a dish',
  request: { params: dishParam, body: jsonBody(bodySchema) },
  responses: {
    200: jsonAnswer('Replaced', dishSchema),
    201: jsonAnswer('Made', dishSchema),
    404: problemAnswer('No such restaurant'),
  },
});
const remove = createRoute({
  method: 'delete',
  path: '/restaurants/{id}/menu/{sku}',
  summary: 'Remove a dish',
  request: { params: dishParam },
  responses: { 204: { description: 'Removed' }, 404: problemAnswer('No such dish') },
});

export function addMenuRoutes(app: OpenAPIHono, { pool }: ServiceContext): void {
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await readRestaurant(pool, id))) noRestaurant(id);
    const menu = await readMenu(pool, id);
    return c.json({ restaurantId: id, currency: 'EUR' as const, items: menu.map(dishView) }, 200);
  });
  app.openapi(save, async (c) => {
    const { id, sku } = c.req.valid('param');
    const { name, priceCents: price_cents, available, soldOut: sold_out } = c.req.valid('json');
    if (!(await readRestaurant(pool, id))) noRestaurant(id);
    const dish = { sku, name, price_cents, available, sold_out };
    const made = await saveDish(pool, id, dish);
    return made ? c.json(dishView(dish), 201) : c.json(dishView(dish), 200);
  });
  app.openapi(remove, async (c) => {
    const { id, sku } = c.req.valid('param');
    if (!(await removeDish(pool, id, sku))) throw new NibbleError('not_found', `${id} has no dish ${sku}.`);
    return c.body(null, 204);
  });
}

function dishView({ sku, name, price_cents, available, sold_out }: Dish) {
  return { sku, name, priceCents: price_cents, available, soldOut: sold_out };
}
