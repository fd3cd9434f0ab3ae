import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { type House, type ServiceName, startHouse } from './sample-house.ts';

const spans = recordSpans();
const patience = { timeoutMs: 45_000 };

let house: House;
let customer: ReturnType<typeof createCustomer>;
const deadLetters: KafkaRecord[] = [];

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
  const topics = ['order-events', 'restaurant-events'].map((topic) => house.topic(topic));
  const letters = [`${topics[0]}.${house.topic('notifications')}.dlq`, `${topics[1]}.${house.topic('orders')}.dlq`];
  const onRecords = async (records: KafkaRecord[]) => void deadLetters.push(...records);
  house.broker.subscribe({ group: house.topic('letters'), topics: letters, onRecords });
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});
const broken: ServiceName[] = ['payments', 'notifications', 'restaurants'];
afterEach(async () => {
  for (const service of broken) await customer.call(service, 'DELETE', '/faults');
});

const breakService = async (service: ServiceName, fault: string, wish: object = {}) =>
  expect(await customer.call(service, 'PUT', `/faults/${fault}`, wish)).toMatchObject({ status: 200 });
const letterOf = (correlationId: string, header: string) => {
  const letter = deadLetters.find(({ value }) => String(value).includes(correlationId));
  return letter?.headers.find(([name]) => name === header)?.[1]?.toString();
};

test('what a service cannot cope with ends in its dead letters, and holds up nobody else', async () => {
  await breakService('notifications', 'poison');
  const { correlationId } = await customer.place();
  await customer.heard(correlationId, ['order.completed']);
  expect(customer.typesOf(correlationId)).not.toContain('notification.requested');
  const stage = () => letterOf(correlationId, 'dlq.error.stage') ?? false;
  expect(await eventually(stage, { ...patience, what: 'a dead letter' })).toBe('handle');
});

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

// Last: from here on the topics hold events that the customer's listener takes for broken.
test('events of a bad release are dead letters of those who read them, of the stage schema', async () => {
  await breakService('restaurants', 'bad-version');
  const { correlationId } = await customer.place();
  const letter = () => deadLetters.find(({ value }) => String(value).includes(correlationId)) ?? false;
  const { headers, value } = await eventually(letter, { ...patience, what: 'a dead letter' });
  expect(headers.find(([name]) => name === 'dlq.error.stage')?.[1]?.toString()).toBe('schema');
  expect(JSON.parse(String(value))).toMatchObject({ event_type: 'restaurant.order_accepted', event_version: 2 });
});
