import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemDetails } from '#schemas/api/common.ts';
import { readiness } from '#schemas/api/health.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, serviceNames, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

describe('an order is refused in problem JSON', () => {
  test.each([
    ['no items', 422, { ...pizza, items: [] }],
    ['a quantity of zero', 422, { ...pizza, items: [{ sku: 'pizza-margherita', quantity: 0 }] }],
    ['half a pizza', 422, { ...pizza, items: [{ sku: 'pizza-margherita', quantity: 0.5 }] }],
    ['a dish that is not on the menu', 422, { ...pizza, items: [{ sku: 'sushi', quantity: 1 }] }],
    ['a restaurant that is not there', 422, { ...pizza, restaurantId: 'nowhere' }],
    ['a path as restaurant', 422, { ...pizza, restaurantId: '../../drivers' }],
    ['a customer that is no id', 422, { ...pizza, customerId: "x'; drop table order_event; --" }],
    ['control characters', 422, { ...pizza, note: 'a\u0000b' }],
    ['a prototype', 422, JSON.parse('{"__proto__":{"customerId":"c-1"}}')],
    ['no object', 422, ['order']],
  ])('for %s', async (_, status, body) => {
    const answer = await customer.ask('orders', 'POST', '/orders', body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemDetails.parse(answer.body)).toMatchObject({ status, code: 'invalid' });
  });

  test('with one clear sentence while restaurants is away and its menu was never heard of; nothing is written', async () => {
    await house.stop('restaurants');
    const customerId = 'c-unlucky';
    const answer = await customer.call('orders', 'POST', '/orders', { ...pizza, restaurantId: 'nowhere', customerId });
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      code: 'unavailable',
      detail: 'The restaurants cannot quote a price right now, so nothing was ordered; please try again in a moment.',
    });
    await house.start('restaurants');
    expect((await customer.ask('orders', 'GET', `/orders?customerId=${customerId}`)).body).toEqual({ items: [] });
    await customer.place({ ...pizza, customerId });
  });
});

describe('an Idempotency-Key', () => {
  test('used again with another order is refused', async () => {
    await customer.place(pizza, { 'idempotency-key': 'k-1' });
    const other = { ...pizza, customerId: 'c-other' };
    const answer = await customer.ask('orders', 'POST', '/orders', other, { 'idempotency-key': 'k-1' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
  });

  test('that is not printable is refused', async () => {
    const answer = await customer.ask('orders', 'POST', '/orders', pizza, { 'idempotency-key': 'a b' });
    expect(answer.status).toBe(422);
  });

  test('used again gives the first answer, its correlation id included', async () => {
    const order = { ...pizza, customerId: 'c-twice' };
    const first = await customer.ask('orders', 'POST', '/orders', order, { 'idempotency-key': 'k-2' });
    const second = await customer.ask('orders', 'POST', '/orders', order, { 'idempotency-key': 'k-2' });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('x-correlation-id')).toBe(first.headers.get('x-correlation-id'));
    const all = await customer.ask('orders', 'GET', '/orders?customerId=c-twice');
    expect(all.body).toMatchObject({ items: [first.body] });
  });

  test('used by ten requests at once makes one order', async () => {
    const order = { ...pizza, customerId: 'c-impatient' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => customer.ask('orders', 'POST', '/orders', order, { 'idempotency-key': 'k-3' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const all = await customer.ask('orders', 'GET', '/orders?customerId=c-impatient');
    expect(all.body).toMatchObject({ items: [{ customerId: 'c-impatient' }] });
  });
});

describe('restaurants', () => {
  test('refuse a dish for a restaurant that is not there', async () => {
    const answer = await customer.ask('restaurants', 'PUT', '/restaurants/nowhere/menu/x', {
      name: 'X',
      priceCents: 1,
    });
    expect(answer.status).toBe(404);
  });

  test('are made, get a menu, quote by it, and are removed', async () => {
    const restaurant = { name: 'Test Kitchen', cuisine: 'Tests', street: 'a 1', city: 'Berlin' };
    expect((await customer.ask('restaurants', 'PUT', '/restaurants/test-kitchen', restaurant)).status).toBe(201);
    const dish = { name: 'Soup', priceCents: 500 };
    const path = '/restaurants/test-kitchen';
    expect((await customer.ask('restaurants', 'PUT', `${path}/menu/soup`, dish)).status).toBe(201);
    await customer.ask('restaurants', 'PUT', `${path}/menu/soup`, { ...dish, priceCents: 700 });
    const wanted = { items: [{ sku: 'soup', quantity: 3 }] };
    expect((await customer.ask('restaurants', 'POST', `${path}/quote`, wanted)).body).toMatchObject({
      totalCents: 2100,
    });
    await customer.ask('restaurants', 'PUT', path, { ...restaurant, open: false });
    expect((await customer.ask('restaurants', 'POST', `${path}/quote`, wanted)).body).toMatchObject({
      detail: 'Test Kitchen is closed.',
    });
    expect((await customer.ask('restaurants', 'DELETE', path)).status).toBe(204);
    expect((await customer.ask('restaurants', 'GET', `${path}/menu`)).status).toBe(404);
  });
});

describe('drivers', () => {
  test.each([
    ['a latitude off the globe', { latitude: 91, longitude: 0 }, 422],
    ['no numbers', { latitude: '52', longitude: '13' }, 422],
  ])('refuse %s', async (_, position, status) => {
    expect((await customer.ask('drivers', 'POST', '/drivers/d-001/location', position)).status).toBe(status);
  });

  test('do not know a stranger', async () => {
    expect(
      (await customer.ask('drivers', 'POST', '/drivers/d-999/location', { latitude: 1, longitude: 1 })).status,
    ).toBe(404);
  });

  test('take positions, tell them under the driver as key, and pass over older ones', async () => {
    const path = '/drivers/d-042/location';
    const newer = { latitude: 52.5, longitude: 13.4, recordedAt: '2099-01-01T00:00:02.000Z' };
    await customer.ask('drivers', 'POST', path, newer, { 'x-correlation-id': 'where-is-42' });
    const older = { latitude: 1, longitude: 1, recordedAt: '2099-01-01T00:00:01.000Z' };
    const answer = await customer.ask('drivers', 'POST', path, older, { 'x-correlation-id': 'where-was-42' });
    expect(answer).toMatchObject({ status: 202, body: { latitude: 52.5, positionAt: newer.recordedAt } });
    await customer.heard('where-is-42', ['driver.location_updated']);
    expect(String(customer.eventsOf('where-is-42')[0]?.record.key)).toBe('d-042');
    expect(customer.typesOf('where-was-42')).toEqual([]);
  });
});

describe.each(serviceNames)('%s', (name) => {
  test('describes its API, says that it is well, and counts', async () => {
    expect((await customer.ask(name, 'GET', '/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    expect((await customer.ask(name, 'GET', '/healthz')).status).toBe(200);
    const ready = await eventually(
      async () => {
        const { body } = await customer.call(name, 'GET', '/readyz');
        const told = readiness.parse(body);
        return told.ready && told;
      },
      { timeoutMs: 30_000, what: `${name} to be ready` },
    );
    expect(ready.parts.map((part) => part.name)).toEqual(['database', 'writing', 'broker', 'outbox', 'held']);
    const metrics = await (await fetch(`${house.urlOf(name)}/metrics`)).text();
    expect(metrics).toMatch(/^nibble_held_events 0$/m);
    expect(metrics).toMatch(/^nibble_outbox_waiting \d+$/m);
  });
});

test('analytics tells figures, notifications what was sent', async () => {
  const { orderId, correlationId } = await customer.place();
  await customer.heard(correlationId, ['order.completed', 'notification.sent', 'analytics.order_measured']);
  const noticesSchema = z.object({
    items: z.array(z.object({ template: z.string(), recipient: z.object({ kind: z.string() }) })),
  });
  const notices = await eventually(
    async () => {
      const { body } = await customer.ask('notifications', 'GET', `/notifications?orderId=${orderId}`);
      const { items } = noticesSchema.parse(body);
      return items.length === 5 && items;
    },
    { what: 'five notices' },
  );
  expect(notices.map(({ template, recipient }) => [template, recipient.kind])).toEqual([
    ['order_confirmed', 'customer'],
    ['new_order', 'restaurant'],
    ['new_delivery', 'driver'],
    ['order_on_the_way', 'customer'],
    ['order_completed', 'customer'],
  ]);
  const figures = await customer.ask('analytics', 'GET', '/figures');
  expect(figures.body).toMatchObject({ completed: expect.any(Number), medianDoorMs: expect.any(Number) });
});

test('a notification that is requested twice under one id is sent once, and holds up nothing', async () => {
  const order_id = 'ASKED-2X';
  const request = (notification_id: string) =>
    sampleEvent('notification.requested', order_id, {
      notification_id,
      order_id,
      recipient: { kind: 'customer', id: 'c-1' },
      channel: 'push',
      template: 'order_completed',
      text: 'It is at the door.',
    });
  const [twice, other] = [randomUUID(), randomUUID()];
  await house.broker.send(house.topic('notification-events'), [request(twice), request(twice), request(other)]);
  await eventually(
    () => customer.typesOf(`flow of ${order_id}`).filter((type) => type === 'notification.sent').length === 2,
    {
      timeoutMs: 30_000,
      what: 'both to be sent',
    },
  );
  const metrics = await (await fetch(`${house.urlOf('notifications')}/metrics`)).text();
  expect(metrics).toMatch(/^nibble_held_events 0$/m);
  const sent = customer.eventsOf(`flow of ${order_id}`).filter(({ event_type }) => event_type === 'notification.sent');
  // They are sent beside each other, so either may be told first.
  expect(sent.map(({ data }) => String(data.notification_id)).sort()).toEqual([twice, other].sort());
});
