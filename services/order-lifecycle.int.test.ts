import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { type House, startHouse } from './sample-house.ts';

const happyEnd = [
  'order.completed',
  'analytics.order_measured',
  'analytics.delivery_measured',
  ...Array(5).fill('notification.sent'),
];

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

const count = (types: string[], type: string) => types.filter((one) => one === type).length;
const paymentOf = async (orderId: string) => (await customer.ask('payments', 'GET', `/payments/${orderId}`)).body;

describe('an order that does not end at the door', () => {
  test('is cancelled when the bank refuses the card, and no money moves', async () => {
    const { orderId, correlationId } = await customer.place({ ...pizza, paymentToken: 'tok_refused' });
    await customer.heard(correlationId, ['payment.failed', 'order.cancelled', 'notification.sent']);
    expect(await paymentOf(orderId)).toMatchObject({ status: 'failed', ledger: [] });
    expect((await customer.ask('orders', 'GET', `/orders/${orderId}`)).body).toMatchObject({
      status: 'cancelled',
      cancellation: { reason: 'payment_failed', detail: 'The bank declined the card.' },
    });
  });

  test('is cancelled and refunded when the kitchen refuses it', async () => {
    const order = { ...pizza, items: [{ sku: 'truffle-special', quantity: 1 }] };
    const { orderId, correlationId } = await customer.place(order);
    await customer.heard(correlationId, ['restaurant.order_rejected', 'order.cancelled', 'payment.refunded']);
    expect(await paymentOf(orderId)).toMatchObject({
      status: 'refunded',
      ledger: [{ entry: 'authorize' }, { entry: 'release' }],
    });
    expect(customer.typesOf(correlationId)).not.toContain('driver.assigned');
  });

  test('is cancelled by the customer while the kitchen cooks, and what was captured goes back', async () => {
    await house.stop('restaurants');
    await house.start('restaurants', 0.5);
    const { orderId, correlationId } = await customer.place();
    await customer.heard(correlationId, ['payment.captured']);
    const answer = await customer.ask('orders', 'POST', `/orders/${orderId}/cancel`);
    expect(answer).toMatchObject({ status: 200, body: { status: 'cancelled', correlationId } });
    await customer.heard(correlationId, ['payment.refunded']);
    const again = await customer.ask('orders', 'POST', `/orders/${orderId}/cancel`);
    expect(again.status).toBe(200);
    await house.stop('restaurants');
    await house.start('restaurants');
    expect(await paymentOf(orderId)).toMatchObject({
      status: 'refunded',
      ledger: [{ entry: 'authorize' }, { entry: 'capture' }, { entry: 'refund' }],
    });
    expect(count(customer.typesOf(correlationId), 'order.cancelled')).toBe(1);
  });
});

describe('an order', () => {
  test('goes to the door, told by each service once, each event by its cause', async () => {
    const { orderId, correlationId, totalCents } = await customer.place(pizza, {
      'x-correlation-id': 'flow-of-a-pizza',
    });
    expect({ correlationId, totalCents }).toEqual({ correlationId: 'flow-of-a-pizza', totalCents: 1900 });
    await customer.heard(correlationId, happyEnd);
    await eventually(() => count(customer.typesOf(correlationId), 'notification.sent') === 5, {
      what: 'five notices',
    });

    const events = customer.eventsOf(correlationId);
    expect(customer.typesOf(correlationId).toSorted()).toEqual(
      [
        'order.created',
        'payment.authorized',
        'order.confirmed',
        'restaurant.order_accepted',
        'payment.captured',
        'restaurant.order_ready',
        'driver.assigned',
        'delivery.picked_up',
        'delivery.delivered',
        'order.completed',
        'analytics.order_measured',
        'analytics.delivery_measured',
        ...Array(4).fill('order.updated'),
        ...Array(5).fill('notification.requested'),
        ...Array(5).fill('notification.sent'),
      ].toSorted(),
    );
    const ids = new Set(events.map(({ event_id }) => event_id));
    const causes = events.filter(({ causation_id }) => causation_id === undefined || !ids.has(causation_id));
    expect(causes.map(({ event_type }) => event_type)).toEqual(['order.created']);
    expect(events.every(({ record }) => String(record.key) === orderId)).toBe(true);
    expect((await customer.ask('orders', 'GET', `/orders/${orderId}`)).body).toMatchObject({
      status: 'completed',
      driver: { id: expect.any(String) },
    });
    expect(await paymentOf(orderId)).toMatchObject({
      status: 'captured',
      ledger: [{ entry: 'authorize' }, { entry: 'capture' }],
    });
  });

  test('is one trace from the request to the last event, with the envelope in the headers', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { correlationId } = await customer.place(pizza, { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    await customer.heard(correlationId, happyEnd);
    for (const { record, event_id, event_type, source_service } of customer.eventsOf(correlationId)) {
      const header = (name: string) => record.headers.filter(([one]) => one === name).map(([, value]) => String(value));
      expect(header('event_id')).toEqual([event_id]);
      expect(header('event_type')).toEqual([event_type]);
      expect(header('source_service')).toEqual([source_service]);
      expect(header('correlation_id')).toEqual([correlationId]);
      expect(header('traceparent')).toEqual([expect.stringContaining(trace)]);
      expect(header('baggage')).toEqual([expect.stringContaining(correlationId)]);
    }
    const names = spans
      .ended()
      .filter((span) => span.spanContext().traceId === trace)
      .map(({ name }) => name);
    expect(names).toContain('POST /orders');
    expect(names).toContain('POST /restaurants/{id}/quote');
  });

  test('changes its address until the kitchen begins', async () => {
    const { orderId, correlationId } = await customer.place();
    const address = { street: 'Uferweg 1', city: 'Berlin' };
    const changed = await customer.ask('orders', 'PATCH', `/orders/${orderId}`, { address });
    expect(changed.body).toMatchObject({ address });
    await customer.heard(correlationId, ['restaurant.order_ready', 'order.completed']);
    const ready = customer.eventsOf(correlationId).find(({ event_type }) => event_type === 'restaurant.order_ready');
    expect(ready?.data).toMatchObject({ dropoff: address });
    const late = await customer.ask('orders', 'PATCH', `/orders/${orderId}`, { note: 'too late' });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

test('every event delivered a second time changes nothing', async () => {
  const { orderId, correlationId } = await customer.place();
  await customer.heard(correlationId, happyEnd);
  await eventually(() => count(customer.typesOf(correlationId), 'notification.sent') === 5, { what: 'five notices' });
  const before = customer.eventsOf(correlationId);
  for (const { record } of before) {
    const headers = Object.fromEntries(record.headers.map(([name, value]) => [name, String(value)]));
    await house.broker.send(record.topic, [{ key: String(record.key), value: String(record.value), headers }]);
  }
  // An order placed afterwards passes through the same partitions, or ones that are read as fast.
  const after = await customer.place();
  await customer.heard(after.correlationId, happyEnd);
  await eventually(() => customer.eventsOf(correlationId).length === before.length * 2, {
    what: 'the second deliveries',
  });
  const ids = new Set(customer.eventsOf(correlationId).map(({ event_id }) => event_id));
  expect(ids.size).toBe(before.length);
  expect(await paymentOf(orderId)).toMatchObject({ ledger: [{ entry: 'authorize' }, { entry: 'capture' }] });
});

test('orders placed while a service is away are taken, and brought when it is back', async () => {
  await house.stop('payments');
  const orders = await Promise.all(Array.from({ length: 5 }, () => customer.place()));
  for (const { correlationId } of orders) await customer.heard(correlationId, ['order.created']);
  for (const { correlationId } of orders) expect(customer.typesOf(correlationId)).toEqual(['order.created']);
  await house.start('payments');
  for (const { correlationId } of orders) await customer.heard(correlationId, ['order.completed']);
});

test('twenty orders at once: each is told in its own order, paid once, and brought once', async () => {
  const orders = await Promise.all(Array.from({ length: 20 }, () => customer.place()));
  for (const { correlationId } of orders) await customer.heard(correlationId, ['order.completed', 'payment.captured']);
  for (const { correlationId } of orders) {
    const told = customer.eventsOf(correlationId).filter(({ record }) => record.topic.endsWith('order-events'));
    const steps = told.map(({ event_type, data }) =>
      event_type === 'order.updated' ? String(data.status) : event_type,
    );
    const order = ['order.created', 'order.confirmed', 'preparing', 'ready', 'on_the_way', 'order.completed'];
    const ranks = steps.map((step) => order.indexOf(step));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    for (const once of ['payment.captured', 'delivery.delivered', 'order.completed']) {
      expect(count(customer.typesOf(correlationId), once)).toBe(1);
    }
  }
}, 120_000);
