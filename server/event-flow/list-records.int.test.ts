import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { topicPrefix } from '#server/platform/testing/index.ts';
import type { StoreState } from './flow-store.ts';
import { listRecords } from './list-records.ts';
import { batchOf, claim, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let topic: string;

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
});
afterAll(() => store.close());
beforeEach(async () => {
  topic = topicPrefix();
  await claim(state, 'me', topic);
  const records = Array.from({ length: 250 }, (_, i) => sampleRecord({}, { key: null, value: Buffer.from(`v${i}`) }));
  await writeBatches(state, { owner: 'me', batches: [batchOf(records, { topic, from: 7n })] });
});

const list = (from: bigint, most: number) => listRecords(store.pool, { topic, partition: 0, from, most });
const spoil = (sql: string) => store.pool.query(sql, [topic]);
const ofTopic = 'topic = (select id from word where kind = 1 and text = $1)';

test('a block that is gone or broken leaves rows without content, and the others are read', async () => {
  await spoil(
    `update block set packed = substr(packed, 1, 9) where id = (select min(block) from event where ${ofTopic})`,
  );
  const page = await list(0n, 1_000);
  expect(page.filter(({ packed }) => packed === null)).toHaveLength(200);
  expect(page.at(-1)?.packed?.value?.toString()).toBe('v249');
  await spoil(`delete from block where id = (select min(block) from event where ${ofTopic})`);
  expect((await list(0n, 1_000)).filter(({ packed }) => packed === null)).toHaveLength(200);
});

test('a record that stands twice is listed twice', async () => {
  await spoil(`insert into event select * from event where record_offset = 9 and ${ofTopic}`);
  expect((await list(8n, 3)).map(({ offset, packed }) => `${offset} ${packed?.value}`)).toEqual([
    '8 v1',
    '9 v2',
    '9 v2',
  ]);
});

test('pages follow each other over the bounds of blocks; another partition has nothing', async () => {
  const first = await list(0n, 210);
  const second = await list((first.at(-1)?.offset ?? 0n) + 1n, 210);
  expect([...first, ...second].map(({ offset, packed }) => `${offset} ${packed?.value}`)).toEqual(
    Array.from({ length: 250 }, (_, i) => `${i + 7} v${i}`),
  );
  expect(await listRecords(store.pool, { topic, partition: 1, from: 0n, most: 10 })).toEqual([]);
});
