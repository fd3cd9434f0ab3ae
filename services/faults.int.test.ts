import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { createCustomer } from './sample-customer.ts';
import { type House, type ServiceName, startHouse } from './sample-house.ts';

const spans = recordSpans();

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
afterEach(async () => {
  await customer.call('payments', 'DELETE', '/faults');
});

const breakService = async (service: ServiceName, fault: string, wish: object = {}) =>
  expect(await customer.call(service, 'PUT', `/faults/${fault}`, wish)).toMatchObject({ status: 200 });

test('a slow service is late, and whole again when it is mended', async () => {
  await breakService('payments', 'slow', { ms: 400 });
  const slow = await customer.place();
  await customer.heard(slow.correlationId, ['order.completed']);
  await customer.call('payments', 'DELETE', '/faults/slow');
  expect((await customer.call('payments', 'GET', '/faults')).body).toMatchObject({ items: [] });
});

test('a bank that is silent for a while delays orders, and nobody is charged twice', async () => {
  await breakService('payments', 'timeout', { forMs: 1_500 });
  const { orderId, correlationId } = await customer.place();
  await customer.heard(correlationId, ['order.completed']);
  const ledger = [{ entry: 'authorize' }, { entry: 'capture' }];
  expect((await customer.call('payments', 'GET', `/payments/${orderId}`)).body).toMatchObject({ ledger });
});

test('a restart mends everything', async () => {
  await breakService('payments', 'refuse');
  await house.stop('payments');
  await house.start('payments');
  expect((await customer.call('payments', 'GET', '/faults')).body).toMatchObject({ items: [] });
});
