import { randomBytes, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { createReceiver, spanKinds } from '#server/traces/index.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { batchOf, claim, createTestStore, type SampleEvent, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
const next = new Map<string, bigint>();
beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
});
afterAll(() => store.close());

/** Writes a record at the end of its topic; returns its `topic/partition/offset`. */
async function given(topic: string, event: SampleEvent, headers: Record<string, string> = {}, at = Date.now()) {
  if (!next.has(topic)) await claim(state, 'me', topic);
  const from = next.get(topic) ?? 0n;
  const record: KafkaRecord = sampleRecord(event, { timestamp: BigInt(at) });
  for (const [name, text] of Object.entries(headers)) record.headers.push([name, Buffer.from(text)]);
  await writeBatches(state, { owner: 'me', batches: [batchOf([record], { topic, from })] });
  next.set(topic, from + 1n);
  while ((await foldFlows(state)).remaining);
  return `${topic}/0/${from}`;
}

type Sent = { traceId: string; spanId: string };
const span = (traceId = randomBytes(16).toString('hex')): Sent => ({ traceId, spanId: randomBytes(8).toString('hex') });
const traceparent = ({ traceId, spanId }: Sent, flags = '01') => ({ traceparent: `00-${traceId}-${spanId}-${flags}` });

async function sendSpans(...spans: (Sent & { parentSpanId?: string; kind: number; links?: Sent[]; about?: object })[]) {
  const receiver = createReceiver({ pool: store.pool, logger: { warn: () => undefined } });
  const attributes = (about: object) =>
    Object.entries(about).map(([key, value]) => ({ key, value: { stringValue: String(value) } }));
  const time = `${Date.now()}000000`;
  const told = spans.map(({ about = {}, ...rest }) => ({
    ...{ name: 'x', startTimeUnixNano: time, endTimeUnixNano: time },
    ...{ ...rest, attributes: attributes(about) },
  }));
  const body = {
    resourceSpans: [{ resource: { attributes: attributes({ 'service.name': 's' }) }, scopeSpans: [{ spans: told }] }],
  };
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  expect((await receiver.app.request('/v1/traces', request)).status).toBe(200);
  await receiver.close();
}

const about = (record: string) => {
  const [topic, partition, offset] = record.split('/');
  return {
    'messaging.system.name': 'kafka',
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': partition,
    'kafka.offset': offset,
  };
};
const open = async (id: string) => flowSchema.parse(await getFlow(store.pool, id));
const seconds = (from: number, ago: number) => new Date(from - ago * 1_000).toISOString();

test('services that name no causation id are tied by their spans: by record, by link, by parent, else inferred', async () => {
  const correlation = randomUUID();
  const [asked, first, handled, second, linked, third, fourth] = Array.from({ length: 7 }, () => span());
  if (!asked || !first || !handled || !second || !linked || !third || !fourth) throw new Error('seven spans');
  const sent = [first, second, third, fourth].map(() => uuidv7());
  const kafkaOnly = { 'messaging.system.name': 'kafka' };
  const a = await given(
    'order-events',
    { correlation, eventId: sent[0] },
    traceparent({ ...first, traceId: asked.traceId }),
  );
  await given(
    'payment-events',
    { correlation, eventId: sent[1] },
    traceparent({ ...second, traceId: handled.traceId }),
  );
  await given('driver-events', { correlation, eventId: sent[2] }, traceparent({ ...third, traceId: linked.traceId }));
  await given('loyalty-events', { correlation, eventId: sent[3] }, traceparent({ ...fourth, traceId: linked.traceId }));
  await given('other-events', { correlation, eventId: uuidv7() });
  await sendSpans(
    { ...asked, kind: spanKinds.server, about: { 'http.request.method': 'POST', 'http.route': '/orders' } },
    { ...first, traceId: asked.traceId, parentSpanId: asked.spanId, kind: spanKinds.producer },
    { ...handled, kind: spanKinds.consumer, about: about(a) },
    { ...second, traceId: handled.traceId, parentSpanId: handled.spanId, kind: spanKinds.producer },
    { ...linked, kind: spanKinds.consumer, about: kafkaOnly, links: [{ ...second, traceId: handled.traceId }] },
    { ...third, traceId: linked.traceId, parentSpanId: linked.spanId, kind: spanKinds.producer, about: kafkaOnly },
    { ...fourth, traceId: linked.traceId, parentSpanId: third.spanId, kind: spanKinds.producer, about: kafkaOnly },
  );
  const found = await open(correlation);
  const causes = new Map(found.events.map(({ topic, cause }) => [topic, [cause?.kind, cause?.evidence, cause?.id]]));
  expect(Object.fromEntries(causes)).toEqual({
    'order-events': ['request', 'span_parent', `${asked.traceId}-${asked.spanId}`],
    'payment-events': ['event', 'record', sent[0]],
    'driver-events': ['event', 'span_link', sent[1]],
    'loyalty-events': ['event', 'span_parent', sent[2]],
    'other-events': ['event', 'inferred', sent[3]],
  });
});

test('an event that fails, is given up and sent again is one event with its tries, in their order', async () => {
  const correlation = randomUUID();
  const eventId = uuidv7();
  const now = Date.now();
  const event = { correlation, eventId, time: seconds(now, 50), data: { order_id: `o-${correlation}` } };
  const first = await given('order-events', event, {}, now - 50_000);
  const [, , offset = ''] = first.split('/');
  const origin = {
    'dlq.id': randomUUID(),
    'dlq.original.topic': 'order-events',
    'dlq.original.partition': '0',
    'dlq.original.offset': offset,
  };
  const error = { 'dlq.error.type': 'Timeout', 'dlq.error.message': 'the bank did not answer' };
  const at = (ago: number) => now - ago * 1_000;
  await given(
    'order-events.payments.dlq',
    event,
    { ...origin, ...error, 'dlq.consumer.group': 'payments', 'dlq.attempts': '2' },
    at(20),
  );
  await given('order-events.payments.retry.1', event, { ...origin, ...error, 'retry.attempt': '1' }, at(40));
  await given(
    'order-events.payments.retry.1',
    event,
    { ...origin, 'replay.id': 'r', 'replay.target-group': 'payments' },
    at(10),
  );
  await given('order-events', event, {}, at(5));
  const found = await open(correlation);
  const failure = { type: 'Timeout', message: 'the bank did not answer' };
  expect(
    found.events.map(({ role, copyOf, group, attempt, failure: why }) => ({ role, copyOf, group, attempt, why })),
  ).toEqual([
    { role: 'event', copyOf: null, group: null, attempt: null, why: null },
    { role: 'duplicate', copyOf: first, group: null, attempt: null, why: null },
    { role: 'retry', copyOf: first, group: 'payments', attempt: 1, why: failure },
    { role: 'dead_letter', copyOf: first, group: 'payments', attempt: 2, why: failure },
    { role: 'replay', copyOf: first, group: 'payments', attempt: null, why: null },
  ]);
  expect(found.events.map(({ time }) => Date.parse(time) - now)).toEqual([-50_000, -50_000, -40_000, -20_000, -10_000]);
  expect(found.lastEventAt).toBe(event.time);
});

test('a cause that nothing has says why; a clock that is ahead is measured, and its events stand before their effects', async () => {
  const correlation = randomUUID();
  const [a, b, c] = [uuidv7(), uuidv7(), uuidv7()];
  const now = Date.now();
  const asked = span();
  await given('payment-events', { correlation, eventId: b, causation: a, service: 'payments', time: seconds(now, 60) });
  await given(
    'order-events',
    { correlation, eventId: a, causation: uuidv7(), service: 'orders', time: seconds(now, 52) },
    traceparent(asked, '00'),
  );
  await given('order-events', { correlation, eventId: c, causation: b, service: 'orders', time: seconds(now, 50) });
  const found = await open(correlation);
  expect(found.events.map(({ eventId }) => eventId)).toEqual([a, b, c]);
  expect(found.clocks).toEqual([{ service: 'orders', aheadMs: 8_000, pairs: 1 }]);
  expect(found.events[0]?.cause).toMatchObject({ kind: 'missing', reason: expect.stringContaining('not sampled') });
  await store.pool.query(`insert into kept (one, since) values (true, now() + interval '1 minute')`);
  expect((await open(correlation)).events[0]?.cause?.reason).toMatch(/^expired: it is of /);
});
