import { z } from 'zod';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Publishing, Stage } from '#services/_kit/contracts/index.ts';

const placedSchema = z.object({ orderId: z.string() });

/** An order whose quote is the one of the pact with restaurants. */
async function placeSampleOrder(stage: Stage, more: object = { channel: 'app' }): Promise<string> {
  const items = [{ sku: 'pizza-margherita', quantity: 2 }];
  const placing = { customerId: 'c-2093', restaurantId: 'trattoria-sole', items, ...more };
  return placedSchema.parse(await stage.ask('POST', '/orders', placing)).orderId;
}

/** A new order that has heard these events. */
export async function orderAfter(stage: Stage, ...types: (keyof EventData)[]): Promise<string> {
  const id = await placeSampleOrder(stage);
  for (const type of types) await stage.hear(type, { order_id: id });
  return id;
}

export const cooked = [
  'payment.authorized',
  'restaurant.order_accepted',
  'payment.captured',
  'restaurant.order_ready',
] as const;
export const onTheWay = [...cooked, 'driver.assigned', 'delivery.picked_up'] as const;

/** Waits for the update that changed this. */
export function toldUpdate(stage: Stage, id: string, changed: string, status?: string) {
  return stage.told('order.updated', id, ({ data }) => {
    return String(data.changed) === changed && (status === undefined || data.status === status);
  });
}

/** How orders comes to tell each of its events. */
export const ordersPublishing: Publishing = {
  tells: {
    'order.created v1': async (stage) => {
      const id = await placeSampleOrder(stage, {});
      return await stage.told('order.created', id, ({ event_version }) => event_version === 1);
    },
    'order.created v2': async (stage) => {
      const id = await placeSampleOrder(stage);
      return await stage.told('order.created', id, ({ event_version }) => event_version === 2);
    },
    'order.confirmed v1': async (stage) => stage.told('order.confirmed', await orderAfter(stage, 'payment.authorized')),
    'order.updated v1, a new address': async (stage) => {
      const id = await placeSampleOrder(stage);
      await stage.ask('PATCH', `/orders/${id}`, { address: { street: 'Uferweg 1', city: 'Berlin' } });
      return await toldUpdate(stage, id, 'address');
    },
    'order.updated v1, a driver may pick up': async (stage) => {
      const id = await orderAfter(stage, ...cooked, 'driver.assigned');
      return await toldUpdate(stage, id, 'driver_id');
    },
    'order.updated v1, on the way': async (stage) => {
      const id = await orderAfter(stage, ...onTheWay);
      return await toldUpdate(stage, id, 'status', 'on_the_way');
    },
    'order.cancelled v1': async (stage) => stage.told('order.cancelled', await orderAfter(stage, 'payment.failed')),
    'order.completed v1': async (stage) => {
      return await stage.told('order.completed', await orderAfter(stage, ...onTheWay, 'delivery.delivered'));
    },
  },
  others: { RESTAURANTS_URL: 'orders-restaurants.rest' },
};
