import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { callJson, type JsonAnswer } from '#services/_kit/index.ts';
import type { Menu, OrderPlan } from './plan-order.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const placedSchema = z.object({ orderId: z.string() });
const restaurantsSchema = z.object({
  items: z.array(z.object({ id: z.string(), open: z.boolean(), busy: z.boolean().optional() })),
});
const menuSchema = z.object({
  items: z.array(z.object({ sku: z.string(), available: z.boolean(), soldOut: z.boolean() })),
});

const timeoutMs = 10_000;
const longestPauseMs = 15_000;

export type Placed = { orderId: string | null; status: number };

/** Reads what can be ordered. Throws when restaurants does not answer. */
export async function readMenus({ restaurantsUrl }: TrafficSettings): Promise<Menu[]> {
  const { items } = restaurantsSchema.parse((await get(restaurantsUrl, '/restaurants', '/restaurants')).body);
  const open = items.filter(({ open: isOpen, busy }) => isOpen && !busy);
  return await Promise.all(
    open.map(async ({ id }) => {
      const answer = await get(restaurantsUrl, `/restaurants/${id}/menu`, '/restaurants/{id}/menu');
      return { restaurantId: id, dishes: menuSchema.parse(answer.body).items };
    }),
  );
}

/**
 * Places an order and tries again, with the same Idempotency-Key and ever longer pauses, while there is no answer or the
 * answer is "not now". Null when the signal ended it.
 */
export async function placeOrder(
  { ordersUrl }: TrafficSettings,
  { body }: OrderPlan,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble(why: unknown): void },
): Promise<Placed | null> {
  const headers = { 'idempotency-key': uuidv7() };
  const correlationId = uuidv7();
  for (let pauseMs = 1_000; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const call = { method: 'POST', url: `${ordersUrl}/orders`, template: '/orders', body, headers, timeoutMs };
      const answer = await callJson({ ...call, correlationId });
      if (answer.status < 500) return { orderId: orderIdOf(answer), status: answer.status };
      onTrouble(`orders answered ${answer.status}`);
    } catch (error) {
      onTrouble(error);
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Cancels; too late is an answer too. */
export async function cancelOrder({ ordersUrl }: TrafficSettings, orderId: string): Promise<number> {
  const url = `${ordersUrl}/orders/${orderId}/cancel`;
  return (await callJson({ method: 'POST', url, template: '/orders/{id}/cancel', timeoutMs })).status;
}

function orderIdOf({ status, body }: JsonAnswer): string | null {
  const placed = placedSchema.safeParse(body);
  return status === 201 && placed.success ? placed.data.orderId : null;
}

function get(baseUrl: string, path: string, template: string): Promise<JsonAnswer> {
  return callJson({ method: 'GET', url: baseUrl + path, template, timeoutMs });
}
