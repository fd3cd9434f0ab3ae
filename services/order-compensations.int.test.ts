import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, type ServiceName, startHouse } from './sample-house.ts';

/** 60 s of the process are 1.2 s here. */
const hurried = 0.02;

let house: House;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
});
afterEach(() => mend('payments'));
afterAll(async () => {
  await house.close();
  await spans.stop();
});

const breaks = (service: ServiceName, fault: string) => customer.ask(service, 'PUT', `/faults/${fault}`, {});
const mend = (service: ServiceName) => customer.ask(service, 'DELETE', '/faults');
/** As if the time of the order's deadline had come. */
const letPass = async (orderId: string) => {
  const url = house.environment().DATABASE_URL ?? '';
  const pool = createPool({ url, schema: 'orders', applicationName: 'test' });
  await pool.query('update timer set due_at = now() where aggregate_id = $1', [orderId]);
  await pool.end();
};
/** An order that passes through all services after what was told before. */
const passThrough = async () => customer.heard((await customer.place()).correlationId, ['order.completed']);
const paymentOf = async (orderId: string) => (await customer.ask('payments', 'GET', `/payments/${orderId}`)).body;
const orderOf = async (orderId: string) => (await customer.ask('orders', 'GET', `/orders/${orderId}`)).body;
const endsWith = async (orderId: string, reason: string) =>
  expect(await orderOf(orderId)).toMatchObject({ status: 'cancelled', cancellation: { reason } });
const count = (correlationId: string, type: string) =>
  customer.typesOf(correlationId).filter((one) => one === type).length;

describe('the bank', () => {
  test('that will not pay out what it held: the order is cancelled, the hold is gone, nothing is refunded', async () => {
    const { orderId, correlationId } = await customer.place({ ...pizza, paymentToken: 'tok_capture_refused' });
    await customer.heard(correlationId, ['restaurant.order_accepted', 'payment.failed', 'order.cancelled']);
    await endsWith(orderId, 'payment_failed');
    expect(await paymentOf(orderId)).toMatchObject({
      status: 'failed',
      ledger: [{ entry: 'authorize' }, { entry: 'release' }],
    });
    for (const never of ['payment.captured', 'payment.refunded', 'delivery.picked_up'])
      expect(customer.typesOf(correlationId)).not.toContain(never);
  });

  test('that is silent refuses nobody: when it speaks again, the order goes on', async () => {
    await breaks('payments', 'timeout');
    const { correlationId } = await customer.place();
    await customer.heard(correlationId, ['order.created']);
    await mend('payments');
    await customer.heard(correlationId, ['payment.captured', 'order.completed']);
  });
});

describe('a delivery that fails', () => {
  test.each([
    ['no_driver', 'no_driver'],
    ['customer_absent', 'delivery_failed'],
  ] as const)('%s: the order is cancelled, %s, and the money comes back once', async (reason, cancellation) => {
    await house.stop('drivers');
    const { orderId, correlationId } = await customer.place();
    await customer.heard(correlationId, ['payment.captured', 'restaurant.order_ready']);
    const failed_at = new Date().toISOString();
    const failure = sampleEvent('delivery.failed', orderId, { order_id: orderId, reason, detail: 'No.', failed_at });
    await house.broker.send(house.topic('driver-events'), [failure, failure]);
    await customer.heard(correlationId, ['order.cancelled', 'payment.refunded']);
    await house.start('drivers');
    await endsWith(orderId, cancellation);
    expect(await paymentOf(orderId)).toMatchObject({
      status: 'refunded',
      ledger: [{ entry: 'authorize' }, { entry: 'capture' }, { entry: 'refund' }],
    });
    expect(count(correlationId, 'payment.refunded')).toBe(1);
  });
});

describe('a deadline', () => {
  test('of the payment passes, also while orders is away; what was asked for is called off', async () => {
    await breaks('payments', 'timeout');
    const { orderId, correlationId } = await customer.place();
    await house.stop('orders');
    await house.start('orders', undefined, hurried);
    const other = await customer.place();
    await letPass(orderId);
    for (const one of [correlationId, other.correlationId]) await customer.heard(one, ['order.cancelled']);
    await house.stop('orders');
    await house.start('orders');
    await mend('payments');
    await endsWith(orderId, 'payment_timeout');
    await endsWith(other.orderId, 'payment_timeout');
    await passThrough();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'voided', ledger: [] });
  });

  test('of the kitchen passes: the money that was held is free again, and a late word changes nothing', async () => {
    await breaks('payments', 'timeout');
    const { orderId, correlationId } = await customer.place();
    await house.stop('restaurants');
    await mend('payments');
    await customer.heard(correlationId, ['order.confirmed']);
    await letPass(orderId);
    await customer.heard(correlationId, ['order.cancelled', 'payment.refunded']);
    await house.start('restaurants');
    await endsWith(orderId, 'restaurant_timeout');
    await passThrough();
    expect(await paymentOf(orderId)).toMatchObject({ ledger: [{ entry: 'authorize' }, { entry: 'release' }] });
    expect(customer.typesOf(correlationId)).not.toContain('payment.captured');
  });

  test('of the capture passes: the hold is gone, and the food is not fetched', async () => {
    await breaks('payments', 'timeout');
    const { orderId, correlationId } = await customer.place();
    await house.stop('restaurants');
    await mend('payments');
    await customer.heard(correlationId, ['order.confirmed']);
    await breaks('payments', 'timeout');
    await house.start('restaurants');
    await customer.heard(correlationId, ['restaurant.order_ready', 'driver.assigned']);
    await letPass(orderId);
    await customer.heard(correlationId, ['order.cancelled', 'payment.refunded']);
    await mend('payments');
    await endsWith(orderId, 'payment_timeout');
    await passThrough();
    expect(await paymentOf(orderId)).toMatchObject({ ledger: [{ entry: 'authorize' }, { entry: 'release' }] });
    for (const never of ['payment.captured', 'delivery.picked_up'])
      expect(customer.typesOf(correlationId)).not.toContain(never);
  });

  test('of the drivers passes while they are away: refunded, and nobody fetches it when they are back', async () => {
    await house.stop('drivers');
    const { orderId, correlationId } = await customer.place();
    await customer.heard(correlationId, ['payment.captured', 'restaurant.order_ready']);
    const isReady = async () => JSON.stringify(await orderOf(orderId)).includes('"status":"ready"');
    await eventually(isReady, { timeoutMs: 30_000, what: 'the food to be ready' });
    await letPass(orderId);
    await customer.heard(correlationId, ['order.cancelled', 'payment.refunded']);
    await house.start('drivers');
    await endsWith(orderId, 'no_driver');
    await passThrough();
    expect(customer.typesOf(correlationId)).not.toContain('delivery.picked_up');
  });

  test('that passed while orders was away does not count for an answer that came in time', async () => {
    const { orderId, correlationId } = await customer.place();
    await house.stop('orders');
    await customer.heard(correlationId, ['payment.authorized']);
    await letPass(orderId);
    await house.start('orders');
    await customer.heard(correlationId, ['order.completed']);
  });
});
