import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();
// Known by events alone, as if restaurants had told of it and gone away.
const restaurant_id = 'copied-kitchen';
const facts = { restaurant_id, restaurant_name: 'Copied Kitchen' };
const soup = { restaurantId: restaurant_id, items: [{ sku: 'soup', quantity: 2 }] };

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
  await house.stop('restaurants');
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

const order = (more = {}) => customer.call('orders', 'POST', '/orders', { customerId: 'c-1', ...soup, ...more });
const send = (topic: string, key: string, ...events: ReturnType<typeof sampleEvent>[]) =>
  house.broker.send(
    house.topic(topic),
    events.map((event) => ({ ...event, key })),
  );
const menu = (revision: number, price_cents: number) =>
  sampleEvent('menu.updated', restaurant_id, {
    ...facts,
    revision,
    currency: 'EUR',
    dishes: [{ sku: 'soup', name: 'Soup', price_cents, available: true }],
  });
const availability = (revision: number, reason: 'opened' | 'closed' | 'removed') =>
  sampleEvent('restaurant.availability_changed', restaurant_id, {
    ...facts,
    revision,
    open: reason === 'opened',
    reason,
  });
/** Until the answer is this one: copies follow. */
const answers = (status: number, body: object) =>
  eventually(
    async () => {
      const answer = await order();
      if (answer.status !== status) return false;
      expect(answer.body).toMatchObject(body);
      return true;
    },
    { timeoutMs: 30_000, what: `the answer ${status}`, everyMs: 200 },
  );

test('an order is quoted from the copy while restaurants is away, by the newest menu and only while it is open', async () => {
  await answers(503, { code: 'unavailable' });
  await send('restaurant-events', restaurant_id, menu(2, 700), menu(1, 500));
  await answers(201, { totalCents: 1400 });
  await send('restaurant-events', restaurant_id, availability(3, 'closed'));
  await answers(422, { detail: 'Copied Kitchen takes no orders right now.' });
  await send('restaurant-events', restaurant_id, availability(4, 'opened'), availability(3, 'closed'));
  await answers(201, { totalCents: 1400 });
  const sushi = await order({ items: [{ sku: 'sushi', quantity: 1 }] });
  expect(sushi).toMatchObject({ status: 422, body: { detail: 'Copied Kitchen does not offer sushi.' } });
  await send('restaurant-events', restaurant_id, availability(5, 'removed'));
  await answers(503, { code: 'unavailable' });
  await send('restaurant-events', restaurant_id, menu(1, 900));
  await answers(201, { totalCents: 1800 });
});

test('a restaurant of the platform goes on selling while its service is away, and cooks when it is back', async () => {
  const pizza = { customerId: 'c-1', restaurantId: 'trattoria-sole', items: [{ sku: 'lasagne', quantity: 2 }] };
  const { correlationId, totalCents } = await customer.place(pizza);
  expect(totalCents).toBe(2500);
  await customer.heard(correlationId, ['order.confirmed']);
  await house.start('restaurants');
  await customer.heard(correlationId, ['order.completed']);
  await house.stop('restaurants');
});

test('such an order says so, whatever app it comes from; others of older apps are told in version 1', async () => {
  const copied = await customer.place({ customerId: 'c-1', ...soup });
  await customer.heard(copied.correlationId, ['order.created']);
  const versionOf = (correlationId: string) => {
    const created = customer.eventsOf(correlationId).find(({ event_type }) => event_type === 'order.created');
    const envelope: unknown = JSON.parse(String(created?.record.value));
    return { ...created?.data, ...(typeof envelope === 'object' && envelope) };
  };
  expect(versionOf(copied.correlationId)).toMatchObject({
    event_version: 2,
    quoted_from: 'menu_copy',
    channel: 'unknown',
  });
  await house.start('restaurants');
  const pizza = { customerId: 'c-1', restaurantId: 'trattoria-sole', items: [{ sku: 'lasagne', quantity: 1 }] };
  const older = await customer.place(pizza);
  const newer = await customer.place({ ...pizza, channel: 'web', paymentToken: 'tok_sepa_1' });
  for (const { correlationId } of [older, newer]) await customer.heard(correlationId, ['payment.captured']);
  expect(versionOf(older.correlationId)).toMatchObject({ event_version: 1 });
  expect(versionOf(older.correlationId)).not.toHaveProperty('channel');
  expect(versionOf(newer.correlationId)).toMatchObject({
    event_version: 2,
    quoted_from: 'restaurants',
    channel: 'web',
  });
  const captured = (correlationId: string) =>
    customer.eventsOf(correlationId).find(({ event_type }) => event_type === 'payment.captured');
  expect(String(captured(older.correlationId)?.data.bank_reference)).toMatch(/^nb-/);
  expect(captured(newer.correlationId)?.data).not.toHaveProperty('bank_reference');
});

test('a customer sees where the driver is, the latest position alone, and only while the order is under way', async () => {
  await house.stop('drivers');
  const pizza = { customerId: 'c-1', restaurantId: 'trattoria-sole', items: [{ sku: 'lasagne', quantity: 1 }] };
  const { orderId, correlationId } = await customer.place(pizza);
  await customer.heard(correlationId, ['payment.captured', 'restaurant.order_ready']);
  const read = async () => (await customer.ask('orders', 'GET', `/orders/${orderId}`)).body;
  expect(await read()).toMatchObject({ driver: null, driverPosition: null });
  const driver_id = `d-${randomUUID().slice(0, 8)}`;
  const driver = { order_id: orderId, driver_id, driver_name: 'Noor' };
  const position = (latitude: number, recorded_at: string) =>
    sampleEvent('driver.position_changed', driver_id, { driver_id, latitude, longitude: 13.4, recorded_at });
  const ready_at = new Date().toISOString();
  await send(
    'driver-positions',
    driver_id,
    position(52.5, '2026-01-01T00:00:02.000Z'),
    position(1, '2026-01-01T00:00:01.000Z'),
  );
  await send(
    'driver-events',
    orderId,
    sampleEvent('driver.assigned', orderId, { ...driver, restaurant_id: 'trattoria-sole', ready_at }),
  );
  const seen = async () =>
    expect(await read()).toMatchObject({ driver: { id: driver_id }, driverPosition: { latitude: 52.5 } });
  await eventually(
    () =>
      seen().then(
        () => true,
        () => false,
      ),
    { timeoutMs: 30_000, what: 'the position' },
  );
  const delivered_at = new Date().toISOString();
  await send('driver-events', orderId, sampleEvent('delivery.delivered', orderId, { ...driver, delivered_at }));
  await customer.heard(correlationId, ['order.completed']);
  expect(await read()).toMatchObject({ status: 'completed', driverPosition: null });
});
