import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { mostWhole, picksAtEachEnd } from './add-to-long-flows.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { keepRetention } from './keep-retention.ts';
import {
  batchOf,
  claim,
  count,
  createTestStore,
  type SampleEvent,
  sampleRecord,
  type TestStore,
} from './test-store.ts';
import { writeBatches } from './write-batches.ts';

type Collector = { state: StoreState; owner: string; topic: string; next: bigint };

let store: TestStore;
let collectors: [Collector, Collector];
beforeAll(async () => {
  store = await createTestStore();
  collectors = [await openCollector('order-events'), await openCollector('payment-events')];
});
afterAll(() => store.close());

async function openCollector(topic: string): Promise<Collector> {
  const state = await store.open();
  await claim(state, topic, topic);
  return { state, owner: topic, topic, next: 0n };
}

async function write(collector: Collector, events: SampleEvent[]): Promise<void> {
  const { state, owner, topic, next } = collector;
  const batches = [
    batchOf(
      events.map((event) => sampleRecord(event)),
      { topic, from: next },
    ),
  ];
  await writeBatches(state, { owner, batches });
  collector.next += BigInt(events.length);
}

async function fold({ state }: Collector): Promise<void> {
  while ((await foldFlows(state)).remaining);
}

const startedMs = Date.now() - 60_000;
const many = (correlation: string, type: string, number: number, from = 0): SampleEvent[] =>
  Array.from({ length: number }, (_, index) => {
    const time = new Date(startedMs + from + index).toISOString();
    return { correlation, type, service: type.split('.')[0] ?? '', time };
  });
const open = async (id: string, options = {}) => flowSchema.parse(await getFlow(store.pool, id, options));
const typesOf = ({ events }: Awaited<ReturnType<typeof open>>) =>
  Object.fromEntries([...Map.groupBy(events, ({ type }) => type)].map(([type, all]) => [type, all.length]));

test('a long flow is folded: what is rare is whole, of the rest the first and last, and each record counts once', async () => {
  const [orders, payments] = collectors;
  const correlation = randomUUID();
  await write(orders, [{ correlation, type: 'order.created' }, ...many(correlation, 'order.updated', 700)]);
  await fold(orders);
  expect((await open(correlation)).folded).toEqual([]);
  await write(payments, many(correlation, 'payment.failed', 500));
  await write(orders, many(correlation, 'order.updated', 300, 700));
  await Promise.all([fold(orders), fold(payments)]);
  // Grown on, folded from memory and, after a crash, from the rows.
  await write(payments, many(correlation, 'payment.failed', 40, 500));
  await fold(payments);
  await write(orders, [...many(correlation, 'order.updated', 59, 1_000), { correlation, type: 'order.cancelled' }]);
  const other = await store.open();
  await claim(other, 'order-events', 'order-events');
  await fold({ ...orders, state: other });

  const found = await open(correlation);
  expect(found.shown).toEqual({ events: 2 + 4 * picksAtEachEnd, of: 1_601 });
  expect(typesOf(found)).toEqual({
    'order.created': 1,
    'order.cancelled': 1,
    'order.updated': 2 * picksAtEachEnd,
    'payment.failed': 2 * picksAtEachEnd,
  });
  expect(found.folded).toMatchObject([
    { type: 'order.updated', service: 'order', topic: 'order-events', of: 1_059, count: 1_059 - 2 * picksAtEachEnd },
    { type: 'payment.failed', service: 'payment', topic: 'payment-events', of: 540, count: 540 - 2 * picksAtEachEnd },
  ]);
  expect(found).toMatchObject({ status: 'failed', problems: [] });
  const places = found.events.filter(({ type }) => type === 'payment.failed').map(({ offset }) => Number(offset));
  expect(places.sort((a, b) => a - b)).toEqual([
    ...Array(20).keys(),
    ...[...Array(20).keys()].map((index) => 520 + index),
  ]);

  const [, part] = found.folded;
  const expanded = await open(correlation, { expand: part?.id });
  expect(typesOf(expanded)).toMatchObject({ 'payment.failed': 540, 'order.updated': 2 * picksAtEachEnd });
  expect(expanded.folded.map(({ type }) => type)).toEqual(['order.updated']);
  expect((await open(correlation, { expand: part?.id, limit: 100 })).shown.of).toBe(1_601);
  const all = await open(correlation, { expand: 'all', limit: 10_000 });
  expect(all).toMatchObject({ folded: [], shown: { events: 1_601, of: 1_601 } });
  expect((await open(correlation, { expand: 'nonsense' })).shown).toEqual(found.shown);
  const cut = await open(correlation, { expand: 'all', limit: 1_200 });
  expect(cut.shown).toEqual({ events: 1_200, of: 1_601 });
  expect(cut.folded.reduce((sum, { count: more }) => sum + more, 0)).toBe(401);
});

test('a flow that was long before anybody counted its parts is counted by the next fold; a short one is cut by its limit', async () => {
  const [orders] = collectors;
  const correlation = randomUUID();
  await write(orders, many(correlation, 'order.updated', mostWhole + 1));
  await fold(orders);
  await store.pool.query('truncate long_flow_part, long_flow_pick');
  expect((await open(correlation)).shown).toEqual({ events: mostWhole, of: mostWhole + 1 });
  await write(orders, many(correlation, 'order.updated', 1, 2_000));
  await fold(orders);
  expect((await open(correlation)).shown).toEqual({ events: 2 * picksAtEachEnd, of: mostWhole + 2 });

  const short = randomUUID();
  await write(orders, many(short, 'order.updated', 30));
  await fold(orders);
  const cut = await open(short, { limit: 10 });
  expect(cut).toMatchObject({ shown: { events: 10, of: 30 }, folded: [{ type: 'order.updated', count: 20, of: 30 }] });
});

test('what retention forgets of a long flow is forgotten whole', async () => {
  const flows = await count(store.pool, 'long_flow_part');
  expect(flows).toBeGreaterThan(0);
  const later = await store.open({ now: () => new Date(Date.now() + 9 * 86_400_000) });
  await keepRetention(later);
  expect(await count(store.pool, 'flow')).toBe(0);
  expect(await count(store.pool, 'long_flow_part')).toBe(0);
  expect(await count(store.pool, 'long_flow_pick')).toBe(0);
});
