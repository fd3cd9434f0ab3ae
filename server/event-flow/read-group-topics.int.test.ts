import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGroupTopics } from './read-group-topics.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { batchOf, claim, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

const dead = 'order-events.bill_%ing.dlq';
let store: TestStore;

beforeAll(async () => {
  store = await createTestStore();
  const state = await store.open();
  for (const topic of ['order-events', dead, 'order-events.billxxing.dlq']) await claim(state, 'me', topic);
  const created = [sampleRecord(), sampleRecord(), sampleRecord({ type: 'order.updated', service: 'support' })];
  await writeBatches(state, {
    owner: 'me',
    batches: [batchOf(created), batchOf([sampleRecord()], { topic: dead, from: 40n })],
  });
  await recordLogEnds(state, [{ topic: dead, partition: 0, logStart: 38n, logEnd: 41n }]);
});
afterAll(() => store.close());

test('a topic without an indexed record is named all the same, one that is not asked for is not', async () => {
  const { topics, left } = await readGroupTopics(store.pool, 'drivers', ['never-seen']);
  expect(topics).toEqual([{ topic: 'never-seen', seen: [], looked: 0 }]);
  expect(left).toBe(0);
});

test('types are counted by version and service, the most frequent first', async () => {
  const { topics } = await readGroupTopics(store.pool, 'drivers', ['order-events']);
  expect(topics).toMatchObject([
    {
      looked: 3,
      seen: [
        { type: 'order.created', version: 1, service: 'orders', count: 2 },
        { type: 'order.updated', version: 1, service: 'support', count: 1 },
      ],
    },
  ]);
});

test('dead letters are those of this very name, whatever characters it has', async () => {
  const { deadLetters } = await readGroupTopics(store.pool, 'bill_%ing', []);
  expect(deadLetters).toMatchObject([{ topic: dead, records: '3', newest: { partition: 0, offset: '40' } }]);
  const [unknown] = (await readGroupTopics(store.pool, 'billxxing', [])).deadLetters;
  expect(unknown).toMatchObject({ records: null, newest: null, lastAt: null });
  expect((await readGroupTopics(store.pool, 'ing', [])).deadLetters).toEqual([]);
});
