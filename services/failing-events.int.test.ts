import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { type House, type ServiceName, startHouse } from './sample-house.ts';

const patience = { timeoutMs: 60_000 };

let house: House;
let customer: ReturnType<typeof createCustomer>;
/** What stands in the retry tiers and among the dead letters. */
const passedOn: KafkaRecord[] = [];
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse({ only: ['restaurants', 'orders', 'payments', 'drivers', 'notifications'] });
  customer = createCustomer(house);
  const failureTopicsOf = (topic: string, group: string) =>
    ['retry.1', 'retry.2', 'retry.3', 'dlq'].map((end) => `${house.topic(topic)}.${house.topic(group)}.${end}`);
  house.broker.subscribe({
    group: house.topic('onlooker'),
    topics: [...failureTopicsOf('restaurant-events', 'orders'), ...failureTopicsOf('order-events', 'notifications')],
    onRecords: async (records) => void passedOn.push(...records),
  });
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

const header = (record: KafkaRecord, name: string) =>
  record.headers.findLast(([one]) => one === name)?.[1]?.toString('utf8');
const passedOnOf = (correlationId: string) =>
  passedOn.filter((record) => header(record, 'correlation_id') === correlationId);
const deadOf = (correlationId: string) => passedOnOf(correlationId).filter(({ topic }) => topic.endsWith('.dlq'));
const breakIt = (service: ServiceName, fault: string) =>
  customer.call(service, 'PUT', `/faults/${fault}`, { share: 1, forMs: 120_000 });
const mendAll = () =>
  Promise.all((['restaurants', 'notifications'] as const).map((name) => customer.call(name, 'DELETE', '/faults')));
const metricsOf = async (service: ServiceName) => await (await fetch(`${house.urlOf(service)}/metrics`)).text();

describe('an event that cannot be handled', () => {
  test('ends among the dead letters of its one consumer, in its flow; the order is brought all the same', async () => {
    await breakIt('notifications', 'poison');
    const { correlationId } = await customer.place();
    await customer.heard(correlationId, ['order.completed']);
    const [first] = await eventually(() => deadOf(correlationId).length > 0 && deadOf(correlationId), {
      ...patience,
      what: 'a dead letter',
    });
    const source = customer.eventsOf(correlationId).find(({ event_type }) => event_type === 'order.confirmed')?.record;
    expect(first?.topic).toBe(`${house.topic('order-events')}.${house.topic('notifications')}.dlq`);
    expect({ key: first?.key, value: first?.value }).toEqual({ key: source?.key, value: source?.value });
    expect(first?.headers.slice(0, source?.headers.length)).toEqual(source?.headers);
    const told = (name: string) => first && header(first, `dlq.${name}`);
    expect([told('original.topic'), told('original.offset')]).toEqual([source?.topic, String(source?.offset)]);
    expect([told('error.stage'), told('attempts'), told('consumer.service')]).toEqual(['handle', '4', 'notifications']);
    // A dead letter is no reason to take the service away.
    expect((await customer.ask('notifications', 'GET', '/readyz')).status).toBe(200);
    expect(await metricsOf('notifications')).toMatch(/^nibble_dead_letters_total\{stage="handle"\} [1-9]/m);
  });

  test('is handled by a tier when the trouble ends, those behind it in their order', async () => {
    await breakIt('notifications', 'poison');
    const { orderId, correlationId } = await customer.place();
    await eventually(() => passedOnOf(correlationId).length > 0, { ...patience, what: 'a retry' });
    await mendAll();
    await customer.heard(correlationId, ['order.completed']);
    const templates = async () => {
      const { body } = await customer.ask('notifications', 'GET', `/notifications?orderId=${orderId}`);
      return [...JSON.stringify(body).matchAll(/"template":"(\w+)"/g)].map(([, template]) => template);
    };
    const toCustomer = ['order_confirmed', 'order_on_the_way', 'order_completed'];
    const inRow = async () => (await templates()).filter((template) => toCustomer.includes(template ?? ''));
    await eventually(async () => (await inRow()).length === 3, { ...patience, what: 'all notices' });
    expect(await inRow()).toEqual(toCustomer);
    expect(deadOf(correlationId)).toEqual([]);
  });

  test('of a version that nobody knows is a dead letter of its schema at once, and other orders go on', async () => {
    await breakIt('restaurants', 'bad-version');
    const { correlationId } = await customer.place();
    const [dead] = await eventually(() => deadOf(correlationId).length > 0 && deadOf(correlationId), {
      ...patience,
      what: 'a dead letter',
    });
    const told = (name: string) => dead && header(dead, `dlq.${name}`);
    expect([told('error.stage'), told('error.retryable'), told('attempts')]).toEqual(['schema', 'no', '1']);
    expect([told('schema.id'), told('schema.version')]).toEqual(['restaurant.order_accepted.v2', '2']);
    await mendAll();
    const next = await customer.place();
    // By its door: the customer's ear for the topics takes no event without a schema.
    const status = async () => JSON.stringify((await customer.ask('orders', 'GET', `/orders/${next.orderId}`)).body);
    await eventually(async () => (await status()).includes('"status":"completed"'), { ...patience, what: 'the end' });
    expect(deadOf(next.correlationId)).toEqual([]);
  });
});
