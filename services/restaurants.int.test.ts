import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { EventData } from '#schemas/event-catalog.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse({ only: ['restaurants'] });
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

const toldSchema = z.object({
  event_type: z.string(),
  correlation_id: z.string(),
  data: z.object({
    restaurant_id: z.string(),
    revision: z.int(),
    open: z.boolean().optional(),
    reason: z.string().optional(),
    dishes: z.array(z.object({ sku: z.string(), price_cents: z.int(), available: z.boolean() })).optional(),
  }),
});
/** What was told under the restaurant as key, in the order of its partition. */
const toldOf = (restaurantId: string) =>
  house.records
    .filter(({ key }) => String(key) === restaurantId)
    .map(({ value }) => toldSchema.parse(JSON.parse(String(value))));
const reasonsOf = (restaurantId: string) => toldOf(restaurantId).flatMap(({ data }) => data.reason ?? []);
const availabilityOf = (restaurantId: string, sku: string) =>
  toldOf(restaurantId).flatMap(({ data }) => data.dishes?.find((dish) => dish.sku === sku)?.available ?? []);
const until = (what: string, isSo: () => boolean) => eventually(isSo, { timeoutMs: 30_000, what });
const put = async (path: string, body: object) =>
  await customer.ask('restaurants', 'PUT', `/restaurants/${path}`, body);

const confirm = async (restaurant_id: string, sku: string, quantity = 1) => {
  const order_id = randomUUID().slice(0, 8);
  const order: EventData['order.confirmed'] = {
    order_id,
    customer_id: 'c-1',
    restaurant_id,
    restaurant_name: restaurant_id,
    items: [{ sku, name: sku, quantity, unit_price_cents: 100 }],
    total_cents: 100 * quantity,
    currency: 'EUR',
    address: { street: 'Lindenweg 12', city: 'Berlin' },
    payment_id: randomUUID(),
  };
  await house.broker.send(house.topic('order-events'), [sampleEvent('order.confirmed', order_id, order)]);
  return order_id;
};
const heard = async (orderId: string, ...types: string[]) => await customer.heard(`flow of ${orderId}`, types);
const quote = async (restaurantId: string, sku: string) =>
  await customer.ask('restaurants', 'POST', `/restaurants/${restaurantId}/quote`, { items: [{ sku, quantity: 1 }] });

describe('a kitchen', () => {
  test('that is silent answers nothing; what was cancelled meanwhile it never answers', async () => {
    await customer.ask('restaurants', 'PUT', '/faults/silent', {});
    const given = await confirm('trattoria-sole', 'lasagne');
    const kept = await confirm('trattoria-sole', 'lasagne');
    const cancelled = {
      order_id: given,
      customer_id: 'c-1',
      restaurant_id: 'trattoria-sole',
      total_cents: 100,
      currency: 'EUR',
      reason: 'restaurant_timeout',
      detail: 'The kitchen did not answer.',
    } as const;
    await house.broker.send(house.topic('order-events'), [sampleEvent('order.cancelled', given, cancelled)]);
    // Many times as long as a kitchen takes to answer at this pace.
    await delay(1_500);
    for (const orderId of [given, kept])
      expect(customer.typesOf(`flow of ${orderId}`).join()).not.toContain('restaurant');
    await customer.ask('restaurants', 'DELETE', '/faults/silent');
    await heard(kept, 'restaurant.order_ready');
    expect(customer.typesOf(`flow of ${given}`)).toEqual(['order.confirmed', 'order.cancelled']);
  });

  test('refuses a dish that it has run out of though the menu offers it', async () => {
    expect((await quote('trattoria-sole', 'truffle-special')).status).toBe(200);
    await heard(await confirm('trattoria-sole', 'truffle-special'), 'restaurant.order_rejected');
  });

  test('refuses what there are too few portions of; the menu says so, and says when there are more', async () => {
    await heard(await confirm('el-camino', 'churros', 50), 'restaurant.order_accepted');
    const refused = await confirm('el-camino', 'churros', 20);
    await heard(refused, 'restaurant.order_rejected');
    await until('the dish to come back', () => availabilityOf('el-camino', 'churros').at(-1) === true);
    expect(availabilityOf('el-camino', 'churros')).toEqual([true, false, true]);
    await heard(await confirm('el-camino', 'churros', 20), 'restaurant.order_accepted');
    // No part of the flow of the order that brought it about.
    expect(customer.typesOf(`flow of ${refused}`)).toEqual(['order.confirmed', 'restaurant.order_rejected']);
  });

  test('that has too much to do takes no new guests, makes what was ordered, and opens again', async () => {
    await house.stop('restaurants');
    await house.start('restaurants', 0.2);
    const orders = await Promise.all(Array.from({ length: 12 }, () => confirm('green-bowl', 'caesar-salad')));
    await until('the kitchen to be busy', () => reasonsOf('green-bowl').at(-1) === 'busy');
    expect(await quote('green-bowl', 'caesar-salad')).toMatchObject({
      status: 422,
      body: { detail: 'Green Bowl has too much to do right now; it takes orders again soon.' },
    });
    await until('the kitchen to open', () => reasonsOf('green-bowl').at(-1) === 'opened');
    expect((await quote('green-bowl', 'caesar-salad')).status).toBe(200);
    for (const orderId of orders) await heard(orderId, 'restaurant.order_ready');
    await house.stop('restaurants');
    await house.start('restaurants');
  }, 90_000);
});

describe('what is told of restaurants', () => {
  test('each seeded one once: its menu, and that it is open', async () => {
    const seeded = ['trattoria-sole', 'lotus-garden', 'masala-house', 'el-camino', 'zum-anker', 'green-bowl'];
    await until('all six', () => seeded.every((id) => toldOf(id).length >= 2));
    for (const id of seeded) {
      expect(
        toldOf(id)
          .slice(0, 2)
          .map(({ event_type, data }) => [event_type, data.revision, data.reason]),
      ).toEqual([
        ['menu.updated', 1, undefined],
        ['restaurant.availability_changed', 2, 'opened'],
      ]);
    }
    expect(toldOf('lotus-garden')).toHaveLength(2);
  });

  test('a change by hand, once and in its revision; what is no change is not told', async () => {
    const kitchen = { name: 'Test Kitchen', cuisine: 'Tests', street: 'a 1', city: 'Berlin' };
    const soup = { name: 'Soup', priceCents: 500 };
    await put('test-kitchen', kitchen);
    await put('test-kitchen/menu/soup', soup);
    await put('test-kitchen/menu/soup', { ...soup, priceCents: 700 });
    await put('test-kitchen/menu/soup', { ...soup, priceCents: 700, soldOut: true });
    await put('test-kitchen', kitchen);
    await put('test-kitchen', { ...kitchen, open: false });
    await customer.ask('restaurants', 'DELETE', '/restaurants/test-kitchen/menu/soup');
    await customer.ask('restaurants', 'DELETE', '/restaurants/test-kitchen');
    await put('test-kitchen', kitchen);
    await until('all revisions', () => toldOf('test-kitchen').length >= 9);
    const face = ({ data: { revision, reason, dishes } }: ReturnType<typeof toldOf>[number]) => [
      revision,
      reason ?? dishes?.map(({ price_cents }) => price_cents),
    ];
    expect(toldOf('test-kitchen').map(face)).toEqual([
      [1, []],
      [2, 'opened'],
      [3, [500]],
      [4, [700]],
      [5, 'closed'],
      [6, []],
      [7, 'removed'],
      [8, []],
      [9, 'opened'],
    ]);
  });
});

test('how long orders take to the door is learnt from analytics, by those that were brought', async () => {
  const measured = (outcome: 'completed' | 'cancelled', ended_after_ms: number) => {
    const order_id = randomUUID();
    const times = { confirmed_after_ms: 1, ended_after_ms };
    const facts = {
      order_id,
      restaurant_id: 'zum-anker',
      outcome,
      reason: null,
      total_cents: 1,
      currency: 'EUR',
    } as const;
    return sampleEvent('analytics.order_measured', order_id, { ...facts, ...times });
  };
  await house.broker.send(house.topic('analytics-events'), [measured('cancelled', 1), measured('completed', 40_000)]);
  const read = async () => (await customer.ask('restaurants', 'GET', '/restaurants/zum-anker')).body;
  const usual = async () => z.object({ usualDoorMs: z.number().nullable() }).parse(await read()).usualDoorMs;
  await eventually(async () => (await usual()) === 40_000, { what: 'the time to the door' });
});
