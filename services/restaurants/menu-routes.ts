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
import { dishKey } from './portions.ts';
import type { Dish } from './quote-order.ts';
import { lockRestaurant, readMenu, readRestaurant, removeDish, saveDish } from './restaurant-store.ts';
import { noRestaurant } from './routes.ts';
import { tellMenu } from './tell-menu.ts';

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

export function addMenuRoutes(app: OpenAPIHono, { pool, transact }: ServiceContext): void {
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await readRestaurant(pool, id))) noRestaurant(id);
    const menu = await readMenu(pool, id);
    return c.json({ restaurantId: id, currency: 'EUR' as const, items: menu.map(dishView) }, 200);
  });
  app.openapi(save, async (c) => {
    const { id, sku } = c.req.valid('param');
    const { name, priceCents: price_cents, available, soldOut: sold_out } = c.req.valid('json');
    const dish = { sku, name, price_cents, available, sold_out };
    const made = await transact((work) => replaceDish(work, id, dish));
    return made ? c.json(dishView(dish), 201) : c.json(dishView(dish), 200);
  });
  app.openapi(remove, async (c) => {
    const { id, sku } = c.req.valid('param');
    await transact(async (work) => {
      if (!(await removeDish(work.client, id, sku))) throw new NibbleError('not_found', `${id} has no dish ${sku}.`);
      await tellMenu(work, id);
    });
    return c.body(null, 204);
  });
}

/** Makes or replaces a dish, and tells the menu unless a reader of menus would see no difference. */
async function replaceDish(work: Work, restaurantId: string, dish: Omit<Dish, 'portions_left'>): Promise<boolean> {
  if (!(await lockRestaurant(work, restaurantId))) noRestaurant(restaurantId);
  const before = (await readMenu(work.client, restaurantId)).find(({ sku }) => sku === dish.sku);
  const made = await saveDish(work.client, restaurantId, dish);
  // Whoever sets a dish by hand decides, not the kitchen that was about to restock it.
  await work.stopTimers(dishKey(restaurantId, dish.sku));
  const same =
    before?.name === dish.name && before.price_cents === dish.price_cents && before.available === dish.available;
  if (!same) await tellMenu(work, restaurantId);
  return made;
}

function dishView({ sku, name, price_cents, available, sold_out }: Omit<Dish, 'portions_left'>) {
  return { sku, name, priceCents: price_cents, available, soldOut: sold_out };
}
