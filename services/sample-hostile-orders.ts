import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createPool } from '#server/platform/db/index.ts';
import { createRandom, type Random } from '#server/platform/random/index.ts';
import { judgeInvariants } from '#server/stack/trials/services/index.ts';
import { readHouseEvidence } from './sample-evidence.ts';
import { type House, startHouse } from './sample-house.ts';

export type HostileOptions = { seed: number; orders: number; everyMs: number; say?(line: string): void };
export type HostileOutcome = { faults: string[]; figures: Record<string, number> };

const placedSchema = z.object({ orderId: z.string() });
const restMs = 600_000;
const quietMs = 3_000;
const meals = [
  ['trattoria-sole', 'pizza-margherita'],
  ['masala-house', 'butter-chicken'],
  ['el-camino', 'burrito-pollo'],
] as const;
const tokens = [
  'tok_visa',
  'tok_visa',
  'tok_visa',
  'tok_visa',
  'tok_sepa',
  'tok_sepa',
  'tok_refused',
  'tok_capture_refused',
];

/**
 * Orders, cancellations and failures of every kind while records come twice, late and behind one another. Waits until all
 * is at rest, and says what does not hold.
 */
export async function runHostileOrders({ seed, orders, everyMs, say }: HostileOptions): Promise<HostileOutcome> {
  const random = createRandom(seed);
  const hostility = { random: createRandom(seed + 1), twice: 0.2, late: 0.15, latestMs: 1_500 };
  const house = await startHouse({ hostility, deadlinePace: 0.5 });
  try {
    const placed: string[] = [];
    const customers: Promise<void>[] = [];
    for (let number = 0; number < orders; number += 1) {
      customers.push(comeAndOrder(house, random, placed));
      await delay(2 * everyMs * random.share());
    }
    await Promise.all(customers);
    say?.(`${placed.length} orders are placed; waiting until all have ended`);
    return await judgeHouse(house, placed);
  } finally {
    await house.close();
  }
}

async function comeAndOrder(house: House, random: Random, placed: string[]): Promise<void> {
  const [restaurantId, sku] = random.oneOf(meals);
  const cancelAfterMs = random.share() < 0.3 ? random.whole(0, 6_000) : null;
  const body = {
    customerId: `c-${random.whole(1, 999)}`,
    restaurantId,
    items: [{ sku, quantity: random.whole(1, 3) }],
    address: { street: random.share() < 0.05 ? 'Nowhere 1' : 'Lindenweg 1', city: 'Berlin' },
    paymentToken: random.oneOf(tokens),
  };
  const url = `${house.urlOf('orders')}/orders`;
  const orderId = placedSchema.parse(await ask(url, body)).orderId;
  placed.push(orderId);
  if (cancelAfterMs === null) return;
  await delay(cancelAfterMs);
  await ask(`${url}/${orderId}/cancel`, undefined);
}

/** Until there is an answer, with one key; "not now" is none, "too late" is one. */
async function ask(url: string, body: object | undefined): Promise<unknown> {
  const headers = { 'idempotency-key': randomUUID(), ...(body && { 'content-type': 'application/json' }) };
  for (;;) {
    const init = { method: 'POST', headers, body: body ? JSON.stringify(body) : null };
    const response = await fetch(url, init).catch(() => null);
    if (response && response.status < 500 && response.status !== 422) return await response.json();
    await response?.arrayBuffer();
    await delay(300);
  }
}

async function judgeHouse(house: House, placed: string[]): Promise<HostileOutcome> {
  const pool = createPool({ url: house.environment().DATABASE_URL ?? '', schema: 'public', applicationName: 'judge' });
  try {
    const left = await waitForRest(house, async () => (await readHouseEvidence(house, pool)).running);
    const evidence = await readHouseEvidence(house, pool);
    const count = (type: string) => evidence.orders.filter((row) => row.type === type).length;
    const lost = placed.filter((orderId) => !evidence.orders.some((row) => row.orderId === orderId));
    const { passed = 0, twice = 0, late = 0 } = house.relay?.counts ?? {};
    return {
      faults: [
        ...left.map((orderId) => `Order ${orderId}: it has not ended.`),
        ...lost.map((orderId) => `Order ${orderId}: it is lost.`),
        ...evidence.notifiedTwice.map((orderId) => `Order ${orderId}: somebody was told the same thing twice.`),
        ...judgeInvariants(evidence),
      ],
      figures: {
        orders: placed.length,
        completed: count('order.completed'),
        cancelled: count('order.cancelled'),
        records: passed,
        twice,
        late,
      },
    };
  } finally {
    await pool.end();
  }
}

/** All orders have ended, and nothing was heard for a while: what is still under way would be a late fault. */
async function waitForRest(house: House, running: () => Promise<string[]>): Promise<string[]> {
  const deadline = performance.now() + restMs;
  for (;;) {
    const heard = house.records.length;
    await delay(quietMs);
    const left = await running();
    const isQuiet = house.records.length === heard;
    if ((left.length === 0 && isQuiet) || performance.now() > deadline) return left;
  }
}
