import { randomUUID } from 'node:crypto';
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
  house = await startHouse({ only: ['drivers'] });
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

const driversSchema = z.object({ items: z.array(z.object({ id: z.string(), busyWith: z.string().nullable() })) });
const busyWith = async (orderId: string) => {
  const { body } = await customer.ask('drivers', 'GET', '/drivers?busy=true&limit=500');
  return driversSchema.parse(body).items.filter(({ busyWith }) => busyWith === orderId);
};
const tell = async <Type extends keyof EventData>(topic: string, type: Type, orderId: string, data: EventData[Type]) =>
  await house.broker.send(house.topic(topic), [sampleEvent(type, orderId, data)]);
const ready = async (street = 'Lindenweg 12') => {
  const order_id = randomUUID().slice(0, 8);
  await tell('restaurant-events', 'restaurant.order_ready', order_id, {
    order_id,
    customer_id: 'c-1',
    restaurant_id: 'trattoria-sole',
    restaurant_name: 'Trattoria Sole',
    pickup: { street: 'Kastanienallee 40', city: 'Berlin' },
    dropoff: { street, city: 'Berlin' },
  });
  return order_id;
};
const permit = async (order_id: string, driver_id = driverOf(order_id)) =>
  await tell('order-events', 'order.updated', order_id, {
    order_id,
    customer_id: 'c-1',
    status: 'ready',
    changed: ['driver_id'],
    driver_id,
  });
const cancel = async (order_id: string) =>
  await tell('order-events', 'order.cancelled', order_id, {
    order_id,
    customer_id: 'c-1',
    restaurant_id: 'trattoria-sole',
    total_cents: 1,
    currency: 'EUR',
    reason: 'customer_request',
    detail: 'The customer cancelled the order.',
  });
const flow = (orderId: string) => `flow of ${orderId}`;
const heard = async (orderId: string, ...types: string[]) => await customer.heard(flow(orderId), types);
const dataOf = (orderId: string, type: string) =>
  customer.eventsOf(flow(orderId)).find(({ event_type }) => event_type === type)?.data ?? {};
const typesOf = (orderId: string) =>
  customer.typesOf(flow(orderId)).filter((type) => /^(driver|delivery)\./.test(type));
const driverOf = (orderId: string) => String(dataOf(orderId, 'driver.assigned').driver_id);
const fault = async (method: 'PUT' | 'DELETE', name: string) =>
  await customer.ask('drivers', method, `/faults/${name}`, method === 'PUT' ? {} : undefined);
/** Another order that is brought meanwhile: what does not happen to the first has had its time. */
const another = async () => {
  const orderId = await ready();
  await heard(orderId, 'driver.assigned');
  await permit(orderId);
  await heard(orderId, 'delivery.delivered');
};

describe('nobody picks up', () => {
  test('what orders has not permitted, and a cancellation heard before that frees the driver', async () => {
    const orderId = await ready();
    await heard(orderId, 'driver.assigned');
    await another();
    expect(typesOf(orderId)).toEqual(['driver.assigned']);
    expect(await busyWith(orderId)).toHaveLength(1);
    await cancel(orderId);
    await eventually(async () => (await busyWith(orderId)).length === 0, { what: 'the driver to be free' });
    await permit(orderId);
    await another();
    expect(typesOf(orderId)).toEqual(['driver.assigned']);
  });

  test('by a permission that is for somebody else', async () => {
    const orderId = await ready();
    await heard(orderId, 'driver.assigned');
    await permit(orderId, 'd-000');
    await another();
    expect(typesOf(orderId)).toEqual(['driver.assigned']);
    await permit(orderId);
    await heard(orderId, 'delivery.delivered');
  });

  test('an order whose cancellation overtook the food', async () => {
    const orderId = randomUUID().slice(0, 8);
    await cancel(orderId);
    await another();
    await tell('restaurant-events', 'restaurant.order_ready', orderId, {
      order_id: orderId,
      customer_id: 'c-1',
      restaurant_id: 'r',
      restaurant_name: 'R',
      pickup: { street: 'a', city: 'b' },
      dropoff: { street: 'a', city: 'b' },
    });
    await another();
    expect(typesOf(orderId)).toEqual([]);
  });
});

describe('a delivery fails and its driver is free again', () => {
  test('when nobody is found until the deadline: looked for again, then given up', async () => {
    await house.stop('drivers');
    await house.start('drivers', 0.02, 0.005);
    await fault('PUT', 'none');
    const orderId = await ready();
    await heard(orderId, 'delivery.failed');
    expect(dataOf(orderId, 'delivery.failed')).toMatchObject({ reason: 'no_driver' });
    expect(typesOf(orderId)).toEqual(['delivery.failed']);
    await fault('DELETE', 'none');
    await house.stop('drivers');
    await house.start('drivers');
  });

  test('when the word of orders never comes to a driver who waits for it', async () => {
    await house.stop('drivers');
    await house.start('drivers', 0.02, 0.005);
    const orderId = await ready();
    await heard(orderId, 'driver.assigned', 'delivery.failed');
    expect(dataOf(orderId, 'delivery.failed')).toMatchObject({ reason: 'no_driver', driver_id: driverOf(orderId) });
    expect(await busyWith(orderId)).toEqual([]);
    await house.stop('drivers');
    await house.start('drivers');
    await permit(orderId);
    await another();
    expect(typesOf(orderId)).toEqual(['driver.assigned', 'delivery.failed']);
  });

  test('not when somebody is free again before the deadline', async () => {
    await fault('PUT', 'none');
    const orderId = await ready();
    await cancelled();
    await fault('DELETE', 'none');
    await heard(orderId, 'driver.assigned');
  });

  test.each([
    ['lost', 'driver_lost'],
    ['absent', 'customer_absent'],
  ])('when it is %s', async (name, reason) => {
    await fault('PUT', name);
    const orderId = await ready();
    await heard(orderId, 'driver.assigned');
    await permit(orderId);
    await heard(orderId, 'delivery.failed');
    await fault('DELETE', name);
    expect(dataOf(orderId, 'delivery.failed')).toMatchObject({ reason, driver_id: driverOf(orderId) });
    expect(typesOf(orderId)).toEqual(['driver.assigned', 'delivery.picked_up', 'delivery.failed']);
    expect(await busyWith(orderId)).toEqual([]);
    // What orders says of it afterwards changes nothing.
    await cancel(orderId);
    await another();
    expect(typesOf(orderId)).toHaveLength(3);
  });

  test('when the address is nowhere', async () => {
    const orderId = await ready('Nowhere 1');
    await heard(orderId, 'driver.assigned');
    await permit(orderId);
    await heard(orderId, 'delivery.failed');
    expect(dataOf(orderId, 'delivery.failed')).toMatchObject({ reason: 'address_not_found' });
  });
});

test('a position is told as measured and as the latest, both under the driver', async () => {
  const position = { latitude: 52.5, longitude: 13.4, recordedAt: '2099-01-01T00:00:02.000Z' };
  const taken = await customer.ask('drivers', 'POST', '/drivers/d-042/location', position, {
    'x-correlation-id': 'where-is-42',
  });
  expect(taken.status).toBe(202);
  await customer.heard('where-is-42', ['driver.location_updated', 'driver.position_changed']);
  const places = customer.eventsOf('where-is-42').map(({ record }) => [record.topic, String(record.key)]);
  expect(places.toSorted()).toEqual([
    [house.topic('driver-events'), 'd-042'],
    [house.topic('driver-positions'), 'd-042'],
  ]);
  expect((await customer.ask('drivers', 'GET', '/drivers/d-042')).body).toMatchObject({
    latitude: 52.5,
    positionAt: position.recordedAt,
  });
});

test('what analytics measures of a driver is seen beside the driver', async () => {
  const measured = (rode_ms: number) => {
    const order_id = randomUUID();
    const data = { order_id, driver_id: 'd-200', restaurant_id: 'sole', waited_ms: 1, rode_ms };
    return sampleEvent('analytics.delivery_measured', order_id, data);
  };
  await house.broker.send(house.topic('analytics-events'), [measured(10_000), measured(10_000)]);
  const driver = async () => (await customer.ask('drivers', 'GET', '/drivers/d-200')).body;
  await eventually(async () => z.object({ rides: z.int() }).parse(await driver()).rides === 2, { what: 'two rides' });
  expect(await driver()).toMatchObject({ usualRideMs: 10_000 });
});

/** An order that comes and goes: time passes that the service itself has measured. */
async function cancelled(): Promise<void> {
  const orderId = await ready();
  await cancel(orderId);
  await eventually(async () => (await customer.call('drivers', 'GET', '/readyz')).status === 200, { what: 'drivers' });
}
