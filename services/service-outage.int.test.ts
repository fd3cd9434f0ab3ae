import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { judgeInvariants } from '#server/stack/trials/services/index.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { readHouseEvidence } from './sample-evidence.ts';
import { type House, type ServiceName, serviceNames, startHouse } from './sample-house.ts';

const spans = recordSpans();
const awayMs = 2_000;
const ordersDuring = 3;

let house: House;
let customer: ReturnType<typeof createCustomer>;

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

/** The short form of the first part of `npm run trial -- resilience`. */
test('each service in turn is away for a while: orders are taken, everything catches up, nothing happens twice', async () => {
  const placed: string[] = [];
  for (const name of serviceNames) placed.push(...(await orderWithout(name)));
  const pool = createPool({ url: house.environment().DATABASE_URL ?? '', schema: 'public', applicationName: 'judge' });
  try {
    const isOver = async () => (await readHouseEvidence(house, pool)).running.length === 0;
    await eventually(isOver, { timeoutMs: 90_000, what: 'all orders to end', everyMs: 500 });
    const evidence = await readHouseEvidence(house, pool);
    expect(judgeInvariants(evidence)).toEqual([]);
    expect(evidence.notifiedTwice).toEqual([]);
    const ended = new Map(evidence.orders.map(({ orderId, type }) => [orderId, type]));
    expect(placed.map((orderId) => ended.get(orderId))).toEqual(placed.map(() => 'order.completed'));
  } finally {
    await pool.end();
  }
}, 300_000);

/** Before, while and after the service is away; while orders itself is away customers try again with the same key. */
async function orderWithout(name: ServiceName): Promise<string[]> {
  const before = await customer.place();
  await house.stop(name);
  const during = Array.from({ length: ordersDuring }, () => placePatiently());
  await delay(awayMs);
  if (name !== 'orders') await Promise.all(during);
  await house.start(name);
  return [before.orderId, ...(await Promise.all(during))];
}

async function placePatiently(): Promise<string> {
  const headers = { 'idempotency-key': randomUUID() };
  const orderId = await eventually(
    async () => {
      const answer = await customer.call('orders', 'POST', '/orders', pizza, headers).catch(() => null);
      return answer?.status === 201 && Reflect.get(Object(answer.body), 'orderId');
    },
    { timeoutMs: 60_000, what: 'an order to be taken', everyMs: 200 },
  );
  return String(orderId);
}
