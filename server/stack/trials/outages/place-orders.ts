import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { StackAddresses } from '../../plan/stack-addresses.ts';

const placed = z.object({ orderId: z.string(), correlationId: z.string() });
const restaurants = z.object({ items: z.array(z.object({ id: z.string(), open: z.boolean() })) });
const menu = z.object({ items: z.array(z.object({ sku: z.string() })) });

/** An order that was acknowledged. */
export type Acknowledged = z.infer<typeof placed> & { at: number };

export type Customers = {
  acknowledged: Acknowledged[];
  /** Answers that were no acknowledgement, by what they were. */
  refusals: Map<string, number>;
  stop(): Promise<void>;
};

const patienceMs = 12_000;

/** Places orders one after the other at a steady pace; each is tried again under its own key until it is acknowledged. */
export async function startCustomers(addresses: StackAddresses, everyMs: number): Promise<Customers> {
  const stopping = new AbortController();
  const acknowledged: Acknowledged[] = [];
  const refusals = new Map<string, number>();
  const wish = await readWish(addresses);
  const orders = new Set<Promise<void>>();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const order = untilAcknowledged(addresses.orders, wish, { acknowledged, refusals }, stopping.signal);
      orders.add(order);
      void order.finally(() => orders.delete(order));
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    acknowledged,
    refusals,
    stop: async () => {
      stopping.abort();
      await loop;
      await Promise.all(orders);
    },
  };
}

type Wish = { restaurantId: string; sku: string };

async function readWish({ restaurants: url }: StackAddresses): Promise<Wish> {
  const open = restaurants.parse(await (await fetch(`${url}/restaurants`)).json()).items.find((one) => one.open);
  const dishes = menu.parse(await (await fetch(`${url}/restaurants/${open?.id}/menu`)).json()).items;
  return { restaurantId: open?.id ?? '', sku: dishes[0]?.sku ?? '' };
}

async function untilAcknowledged(
  url: string,
  { restaurantId, sku }: Wish,
  { acknowledged, refusals }: Pick<Customers, 'acknowledged' | 'refusals'>,
  stopping: AbortSignal,
): Promise<void> {
  const key = randomUUID();
  const body = JSON.stringify({ customerId: `c-${key.slice(0, 8)}`, restaurantId, items: [{ sku, quantity: 1 }] });
  while (!stopping.aborted) {
    try {
      const response = await fetch(`${url}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body,
        signal: AbortSignal.timeout(patienceMs),
      });
      const answer: unknown = await response.json();
      if (response.status === 201) {
        acknowledged.push({ ...placed.parse(answer), at: performance.now() });
        return;
      }
      count(refusals, String(response.status));
      if (response.status < 500) return;
    } catch {
      count(refusals, 'no answer');
    }
    await delay(500);
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
