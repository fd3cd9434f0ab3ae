import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NibbleError } from '#schemas/errors.ts';
import {
  idempotencyKeyOf,
  idParam,
  idText,
  jsonAnswer,
  jsonBody,
  markRepeated,
  problemAnswer,
  type ServiceContext,
} from '#services/_kit/index.ts';
import {
  changeSchema,
  orderDetailSchema,
  orderListSchema,
  orderSchema,
  orderView,
  placedSchema,
  placingSchema,
} from './api-schemas.ts';
import { findPosition } from './ask-position.ts';
import { cancelOrder } from './cancel-order.ts';
import { changeOrder } from './change-order.ts';
import type { Order, OrderChange } from './order.ts';
import { lockOrder } from './order-store.ts';
import { listViews, readView } from './order-view.ts';
import { recordChanges } from './record-changes.ts';
import { takeOrder } from './take-order.ts';

const mostOrders = 50;

const place = createRoute({
  method: 'post',
  path: '/orders',
  summary: 'Place an order at prices quoted by its restaurant',
  request: {
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(placingSchema),
  },
  responses: {
    201: jsonAnswer('Placed; the rest follows by events', placedSchema),
    422: problemAnswer('The order is not right, or the restaurant cannot make it'),
    503: problemAnswer('No price could be quoted; nothing was ordered'),
  },
});

const list = createRoute({
  method: 'get',
  path: '/orders',
  summary: "A customer's newest orders",
  request: { query: z.object({ customerId: idText }) },
  responses: { 200: jsonAnswer('Newest first, fifty at most', orderListSchema) },
});

const read = createRoute({
  method: 'get',
  path: '/orders/{id}',
  summary: 'One order, and where its driver is',
  request: { params: idParam },
  responses: { 200: jsonAnswer('The order', orderDetailSchema), 404: problemAnswer('No such order') },
});

const change = createRoute({
  method: 'patch',
  path: '/orders/{id}',
  summary: 'Change address or note before the kitchen begins',
  request: { params: idParam, body: jsonBody(changeSchema) },
  responses: {
    200: jsonAnswer('The order', orderSchema),
    404: problemAnswer('No such order'),
    409: problemAnswer('Too late'),
  },
});

const cancel = createRoute({
  method: 'post',
  path: '/orders/{id}/cancel',
  summary: 'Cancel before a driver fetches it; money goes back',
  request: { params: idParam },
  responses: {
    200: jsonAnswer('The order', orderSchema),
    404: problemAnswer('No such order'),
    409: problemAnswer('Too late'),
  },
});

export function addOrderRoutes(app: OpenAPIHono, context: ServiceContext): void {
  app.openapi(place, async (c) => {
    const placing = c.req.valid('json');
    const { placed, repeated } = await takeOrder(context, placing, idempotencyKeyOf(c, placing));
    if (repeated) markRepeated(c, placed.correlationId);
    return c.json(placed, 201);
  });
  app.openapi(list, async (c) => {
    const { customerId } = c.req.valid('query');
    return c.json({ items: await listViews(context.pool, customerId, mostOrders) }, 200);
  });
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    const view = (await readView(context.pool, id)) ?? noOrder(id);
    const driverId = isUnderWay(view.status) ? view.driver?.id : undefined;
    const driverPosition = driverId === undefined ? null : await findPosition(context, driverId);
    return c.json({ ...view, driverPosition }, 200);
  });
  app.openapi(change, async (c) => {
    const wanted = c.req.valid('json');
    return c.json(await applyTo(context, c.req.valid('param').id, (order) => changeOrder(order, wanted)), 200);
  });
  app.openapi(cancel, async (c) => c.json(await applyTo(context, c.req.valid('param').id, cancelOrder), 200));
}

async function applyTo(context: ServiceContext, orderId: string, decide: (order: Order) => OrderChange[]) {
  const after = await context.transact(async (work) => {
    const stored = (await lockOrder(work, orderId)) ?? noOrder(orderId);
    return await recordChanges(context, work, { orderId, ...stored }, decide(stored.order));
  });
  return orderView(after ?? noOrder(orderId));
}

function isUnderWay(status: string): boolean {
  return status !== 'completed' && status !== 'cancelled';
}

function noOrder(id: string): never {
  throw new NibbleError('not_found', `There is no order ${id}.`);
}
