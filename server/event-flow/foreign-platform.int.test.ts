import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { flowsQuery } from '#schemas/api/flow-list.ts';
import { mappingPreview } from '#schemas/api/mapping-preview.ts';
import { kafkaRecord } from '#schemas/api/record.ts';
import { compileMappings } from '#server/mapping/index.ts';
import { adoptMappings } from './adopt-mappings.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { foreignRecords, tripMapping } from './foreign/foreign-records.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { heartbeat } from './heartbeat.ts';
import { listFlows } from './list-flows.ts';
import { listMappingUse } from './list-mapping-use.ts';
import { previewMapping } from './preview-mapping.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

const before = randomBytes(4).toString('hex');
const token = randomBytes(4).toString('hex');
let store: TestStore;
let given: TestCollection;
let state: StoreState;

async function send(of: string): Promise<void> {
  for (const { topic, message } of foreignRecords(of, Date.now())) {
    await given.producer.send(`${given.prefix}${topic}`, [message]);
  }
  await given.caughtUp();
  while ((await foldFlows(state)).remaining);
}
const mapping = () => tripMapping(given.prefix);
const found = async (q: string) => {
  const { items, records } = await listFlows(store.pool, flowsQuery.parse({ q }));
  return {
    flows: items.map(({ correlationId }) => correlationId),
    records: records.length,
    business: items[0]?.business,
  };
};
const flowOf = async (id: string) => flowSchema.parse(await getFlow(store.pool, id));

beforeAll(async () => {
  store = await createTestStore();
  given = new TestCollection(store);
  state = await store.open();
  for (const topic of ['trips-bookings', 'trips-tickets', 'cloud', 'plain']) await given.topic(topic);
  await given.start({ state });
  await send(before);
  await adoptMappings(state, compileMappings([mapping()]));
  await send(token);
}, 60_000);
afterAll(async () => {
  await given.close();
  await store.close();
});

test('before a mapping says so, records with an envelope of their own make no flow, and are found by their ids', async () => {
  expect(await found(`saga-${before}`)).toMatchObject({ flows: [] });
  const [unread] = (await previewMapping(store.pool, { mappings: [], topic: `${given.prefix}trips-tickets`, limit: 5 }))
    .rows;
  expect(unread?.fields).toMatchObject({ correlation: null, eventId: null, type: null });
});

test('by the mapping they make a flow with its causes, found by each of its business keys', async () => {
  const { events, story } = await flowOf(`saga-${token}`);
  expect(story).not.toBe('');
  expect(events.map(({ type, version, service }) => [type, version, service])).toEqual([
    ['BookingMade', 2, 'web-shop'],
    ['TicketsPrinted', 2, 'printery'],
    ['BookingClosed', 2, 'web-shop'],
  ]);
  expect(events.map(({ cause }) => cause && [cause.evidence, cause.id])).toEqual([
    null,
    ['causation_id', `${token}-0`],
    ['causation_id', `${token}-1`],
  ]);
  expect(events.flatMap(({ problems }) => problems)).toEqual([]);
  for (const q of [`B-${token}`, `P2-${token}`, `${token}-1`]) {
    expect(await found(q)).toMatchObject({ flows: [`saga-${token}`], business: { kind: 'booking', id: `B-${token}` } });
  }
  expect(await found('north')).toMatchObject({ flows: [] });
});

test('CloudEvents of both modes make one flow, and plain JSON one by its order’s id, without a mapping', async () => {
  const cloud = await flowOf(`cloud-${token}`);
  expect(cloud.events.map(({ type, service, cause }) => [type, service, cause?.evidence ?? null])).toEqual([
    ['org.example.order.placed', '/example/orders', null],
    ['org.example.order.shipped', '/example/orders', 'causation_id'],
  ]);
  const plain = await flowOf(`plain-${token}`);
  expect(plain.events.map(({ type, problems }) => [type, problems])).toEqual([
    ['OrderPaid', []],
    [`${given.prefix}plain`, []],
  ]);
  expect(await found(`plain-${before}`)).toMatchObject({ business: { kind: 'order', id: `plain-${before}` } });
  const record = await getRecord(store.pool, { topic: `${given.prefix}plain`, partition: 0, offset: '0' });
  expect(kafkaRecord.parse(record).correlationSource).toBe('business_key');
});

test('a preview tells of the newest records what a mapping would find, and saves nothing', async () => {
  const topic = `${given.prefix}trips-bookings`;
  const preview = async (limit: number, mappings = [mapping()]) =>
    mappingPreview.parse(await previewMapping(store.pool, { mappings, topic, limit }));
  expect(await preview(50)).toMatchObject({ mapping: 0, flows: 2, inNoFlow: 0 });
  expect((await preview(50, [])).inNoFlow).toBe(4);
  const newest = await preview(1);
  expect(newest.rows).toMatchObject([
    { partition: 0, offset: '3', fields: { type: { text: 'BookingClosed', source: '$.meta.kind', by: 'mapping' } } },
  ]);
  expect((await previewMapping(store.pool, { mappings: [], topic: 'no-such', limit: 5 })).rows).toEqual([]);
  expect(await found(`saga-${before}`)).toMatchObject({ flows: [] });
});

test('each collector says by which revision it reads since when, and what is wrong with a newer one', async () => {
  const beat = (revision: string, problem: string | null) =>
    heartbeat(state, { collector: 'c', state: 'running', problem: null, mapping: { revision, problem } });
  await beat('a', null);
  const [first] = await listMappingUse(store.pool);
  await beat('a', 'the file is wrong');
  expect(await listMappingUse(store.pool)).toEqual([{ ...first, problem: 'the file is wrong' }]);
  await beat('b', null);
  const [second] = await listMappingUse(store.pool);
  expect(second?.revision).toBe('b');
  expect(Date.parse(second?.since ?? '')).toBeGreaterThan(Date.parse(first?.since ?? ''));
});
