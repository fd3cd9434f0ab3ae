import { randomUUID } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinList, pin as pinSchema } from '#schemas/api/pin.ts';
import { groupTables } from '#server/consumer-groups/index.ts';
import { collect, flowTables, openFlowStore, readFlow } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { deletePin } from './delete-pin.ts';
import { getPin } from './get-pin.ts';
import { listPins } from './list-pins.ts';
import { pinBounds } from './pin-bounds.ts';
import { pinFlow } from './pin-flow.ts';
import { pinTables } from './pin-tables.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const flow = randomUUID();
const placing = { ownGroup: 'nibble-console', sayFailure: String };
const order = { order_id: '7K3M-9QXD', restaurant_name: 'Trattoria Sole', total_cents: 1900, currency: 'EUR' };
let pool: pg.Pool;
let drop: () => Promise<void>;

const value = (event_type: string, data: object) =>
  JSON.stringify({
    event_id: uuidv7(),
    event_type,
    event_version: 1,
    event_time: new Date().toISOString(),
    source_service: 'orders',
    correlation_id: flow,
    data,
  });

/** Fills the index with one flow, as the collector would. */
beforeAll(async () => {
  const database = await createTestDatabase();
  for (const files of [flowTables, spanTables, groupTables, pinTables]) {
    await migrate({ url: database.url, schema: 'console', files, logger });
  }
  pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 8, logger });
  drop = async () => {
    await pool.end();
    await database.drop();
  };
  const topic = `${topicPrefix()}order-events`;
  const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
  const [admin, producer] = [createAdmin(kafka), createProducer(kafka)];
  await admin.createTopics([{ topic, partitions: 1 }]);
  const values = [value('order.created', order), value('order.cancelled', { reason: 'no_driver' })];
  await producer.send(
    topic,
    values.map((text) => ({ key: order.order_id, value: text })),
  );
  const state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e9 }, logger });
  const group = `${topic}.collector`;
  const collection = collect({ kafka, state, owner: topic, group, topics: new RegExp(`^${topic}$`), logger });
  await eventually(async () => (await readFlow(pool, flow))?.flow.events.length === values.length, {
    timeoutMs: 30_000,
    what: 'the flow indexed',
  });
  await collection.stop();
  await producer.close();
  await admin.deleteTopics([topic]);
  await admin.close();
});
afterAll(() => drop());

test('what is not known cannot be pinned', async () => {
  await expect(pinFlow(pool, 'nobody', { ...placing, note: '' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await getPin(pool, randomUUID())).toBeNull();
  expect(await deletePin(pool, randomUUID())).toBe(false);
});

test('there are never more pins, nor larger ones, than there is room for, also when two come at once', async () => {
  const { total } = await listPins(pool);
  const bounds = { ...pinBounds, most: total + 1 };
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => pinFlow(pool, flow, { ...placing, note: 'last', bounds })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(pinFlow(pool, flow, { ...placing, note: '', bounds })).rejects.toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('Delete one'),
  });
  const full = { ...pinBounds, mostBytes: 1_000 };
  await expect(pinFlow(pool, flow, { ...placing, note: '', bounds: full })).rejects.toMatchObject({ code: 'conflict' });
  expect((await listPins(pool)).total).toBe(total + 1);
});

test('records that are too large together are kept without their bytes, and counted', async () => {
  const pin = await pinFlow(pool, flow, { ...placing, note: '', bounds: { ...pinBounds, mostRecordBytes: 500 } });
  expect(pin).toMatchObject({ events: 2, withoutBytes: 1 });
});

test('a snapshot stays as it was when everything else of the flow is gone, until it is deleted', async () => {
  const before = await readFlow(pool, flow);
  const pin = await pinFlow(pool, flow, { ...placing, note: 'ticket 12' });
  await pool.query('begin; truncate event, block, ref, flow; commit');
  expect(await readFlow(pool, flow)).toBeNull();

  const kept = pinSchema.parse(await getPin(pool, pin.id));
  expect(kept).toMatchObject({ ...pin, note: 'ticket 12', correlationId: flow, withoutBytes: 0 });
  expect(kept.snapshot.flow.events).toEqual(before?.flow.events);
  expect(kept.snapshot.records[0]?.value?.text).toContain('Trattoria Sole');
  expect(kept.snapshot.story.sentences.map(({ text }) => text)).toContain(
    'The order was cancelled because no driver was found in time.',
  );
  const list = pinList.parse(await listPins(pool, { flow }));
  expect(list.items[0]).toEqual(pin);
  expect(list.bytes).toBe(list.items.reduce((sum, { bytes }) => sum + bytes, 0));
  expect((await listPins(pool, { flow: 'another' })).items).toEqual([]);

  expect(await deletePin(pool, pin.id)).toBe(true);
  expect(await getPin(pool, pin.id)).toBeNull();
});

test('a snapshot that another version wrote differently is refused, not shown wrongly', async () => {
  const [pin] = (await listPins(pool)).items;
  const packed = zstdCompressSync(JSON.stringify({ flow: { written: 'otherwise' } }));
  await pool.query('update pin set packed = $2 where id = $1', [pin?.id, packed]);
  await expect(getPin(pool, pin?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
});
