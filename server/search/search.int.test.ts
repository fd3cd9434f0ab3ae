import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SearchGroup, type SearchLine, searchLine } from '#schemas/api/search.ts';
import { type Collection, collect, flowTables, foldFlows, listFlows, openFlowStore } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import {
  createTestDatabase,
  eventually,
  type TestDatabase,
  testBrokers,
  topicPrefix,
} from '#server/platform/testing/index.ts';
import { fillWords } from './fill-words.ts';
import { findFlowsByWords } from './find-flows-by-words.ts';
import { keepWordRetention } from './keep-word-retention.ts';
import { openWordIndex, type WordIndex } from './open-word-index.ts';
import { search } from './search.ts';
import { wordTables } from './word-tables.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
const producer = createProducer(kafka);
const prefix = topicPrefix();
const topic = `${prefix}order-events`;
let database: TestDatabase;
let pool: pg.Pool;
let collection: Collection;
let index: WordIndex;
let sent = 0;

beforeAll(async () => {
  const admin = createAdmin(kafka);
  await admin.createTopics([{ topic, partitions: 2 }]);
  await admin.close();
  database = await createTestDatabase();
  for (const files of [flowTables, wordTables]) await migrate({ url: database.url, schema: 'console', files, logger });
  pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 8, logger });
  const state = await openFlowStore({
    pool,
    cluster: 'local',
    retention: { days: 7, bytes: 1e10 },
    logger,
  });
  collection = collect({
    kafka,
    state,
    owner: `test-${randomBytes(4).toString('hex')}`,
    group: `${prefix}collector`,
    topics: new RegExp(`^${prefix}`),
    logger,
  });
  folding = async () => {
    while ((await foldFlows(state)).remaining);
  };
});
let folding: () => Promise<void>;

afterAll(async () => {
  await collection.stop();
  await producer.close();
  const admin = createAdmin(kafka);
  await admin.deleteTopics([topic]);
  await admin.close();
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  index = (await openWordIndex(pool, true)) ?? index;
});

/** Sends records, and waits until they are written and folded; their words are not indexed yet. */
async function given(
  ...records: { correlation?: string; data?: unknown; value?: string; headers?: Record<string, string> }[]
) {
  const messages = records.map(({ correlation, data, value, headers }) => ({
    key: null,
    value: value ?? JSON.stringify({ data }),
    headers: Object.entries({
      event_id: randomUUID(),
      event_type: 'order.created',
      ...(correlation && { correlation_id: correlation }),
      ...headers,
    }),
    partition: sent % 2,
  }));
  await producer.send(topic, messages);
  sent += messages.length;
  await eventually(async () => (await count('event')) === sent, { what: 'all records written' });
  await folding();
}

async function count(from: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${from}`);
  return rows[0]?.count ?? 0;
}

async function fillAll(): Promise<number> {
  let records = 0;
  for (;;) {
    const filled = await fillWords(index);
    records += filled.records;
    if (!filled.remaining) return records;
  }
}

async function lines(q: string): Promise<SearchLine[]> {
  const found = await Array.fromAsync(search(pool, q, (error) => String(error)));
  return found.map((line) => searchLine.parse(line));
}
const groups = async (q: string): Promise<SearchGroup[]> => (await lines(q)).filter((line) => line.line === 'group');
const flowsBy = async (q: string) =>
  (await groups(q)).map(({ by, hits }) => `${by}: ${hits.map(({ flow }) => flow?.correlationId ?? null)}`);

describe('words of payloads', () => {
  test('are not found before they are indexed, and the answer says how far that is', async () => {
    const correlation = randomUUID();
    await given({ correlation, data: { detail: 'The kitchen ran out of aubergines.' } });
    expect(await flowsBy('aubergines')).toEqual([]);
    const waiting = (await lines('aubergines')).find((line) => line.line === 'coverage');
    expect(waiting?.words).toMatchObject({ isOn: true, since: null, behind: [{ topic, records: '1' }] });
    expect(waiting?.records.topics).toMatchObject([{ topic }]);

    expect(await fillAll()).toBe(1);
    expect(await fillAll()).toBe(0);
    const over = await lines('aubergines');
    expect(over.map(({ line }) => line)).toEqual(['group', 'coverage', 'end']);
    expect(over[0]).toMatchObject({
      by: 'words',
      of: 1,
      hits: [
        {
          flow: { correlationId: correlation },
          record: { topic, type: 'order.created' },
          why: { path: 'data.detail', text: 'The kitchen ran out of aubergines.', marks: [[23, 33]] },
        },
      ],
    });
    expect(over.find((line) => line.line === 'coverage')?.words.behind).toEqual([]);
    const list = await listFlows(pool, { q: 'aubergines', limit: 9 }, (q) => findFlowsByWords(pool, q));
    expect(list).toMatchObject({ total: 1, items: [{ correlationId: correlation, match: { kind: 'words' } }] });
  });

  test('are found from their beginning, without accents, in one record all together, in headers and in what is no JSON', async () => {
    const [dish, header, plain] = [randomUUID(), randomUUID(), randomUUID()];
    await given(
      { correlation: dish, data: { items: [{ name: 'Crème brûlée' }], note: 'quickly please' } },
      { correlation: dish, data: { note: 'later' } },
      { correlation: header, data: {}, headers: { 'dlq.error.message': 'Zahlungsdienst unerreichbar' } },
      { correlation: plain, value: 'plain zucchini text' },
      { value: JSON.stringify({ data: 'a stray zucchini' }) },
    );
    await fillAll();
    for (const q of ['creme brulee', 'BRÛLÉE', 'brul', 'crem quickly']) {
      expect(await flowsBy(q), q).toEqual([`words: ${dish}`]);
    }
    expect(await flowsBy('brulee later')).toEqual([]);
    expect(await flowsBy('rulee')).toEqual([]);
    expect(await flowsBy('unerreichbar')).toEqual([`words: ${header}`]);
    const [both] = await flowsBy('zucchini');
    expect(both?.replace('words: ', '').split(',').sort()).toEqual([plain, ''].sort());
  });

  test('are found once for a flow, and not again where an id has led to it', async () => {
    const correlation = randomUUID();
    const say = (type: string) => ({ correlation, data: { order_id: 'RARE-4711', note: `rare ${type} parsnips` } });
    await given(say('one'), say('two'), say('three'));
    await fillAll();
    expect(await flowsBy('parsnips')).toEqual([`words: ${correlation}`]);
    expect(await flowsBy('rare-4711')).toEqual([`beginning: ${correlation}`]);
    expect(await flowsBy('RARE-4711')).toEqual([`id: ${correlation}`]);
  });

  test.each(["' | 'x", 'a:*', '\0', '\\', "''", '!!', '&', '<->', '\u202e word'])(
    'given %j, breaks nothing',
    async (q) => {
      expect((await lines(q)).at(-1)?.line).toBe('end');
      expect((await lines(q)).filter(({ line }) => line === 'problem')).toEqual([]);
    },
  );

  test('are indexed once each, whoever of several processes does it', async () => {
    await given(
      ...Array.from({ length: 40 }, (_, i) => ({ correlation: randomUUID(), data: { note: `turnip ${i}` } })),
    );
    const other = await openWordIndex(pool, true);
    const filled = await Promise.all([index, other ?? index].map((one) => fillWords(one)));
    expect(filled.reduce((sum, { records }) => sum + records, 0) + (await fillAll())).toBe(40);
  });

  test('go with their days, and a day that went for want of room is owned to', async () => {
    const day = new Date(Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000);
    const name = `word_group_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
    const to = new Date(day.getTime() + 86_400_000);
    await pool.query(
      `create table ${name} partition of word_group for values from ('${day.toISOString()}') to ('${to.toISOString()}')`,
    );
    const keep = (days: number, bytes: number) => keepWordRetention(pool, { days, bytes, now: new Date(), logger });
    expect(await keep(7, 1e9)).toEqual([]);
    expect(await keep(7, 1)).toEqual([name]);
    const coverage = (await lines('anything')).find((line) => line.line === 'coverage');
    expect(coverage?.words.since).toBe(to.toISOString());
  });

  test('switched off are not searched, which is said; switched on they are indexed again', async () => {
    expect(await openWordIndex(pool, false)).toBeNull();
    expect(await flowsBy('aubergines')).toEqual([]);
    expect((await lines('aubergines')).find((line) => line.line === 'coverage')?.words.isOn).toBe(false);
    index = (await openWordIndex(pool, true)) ?? index;
    expect(await fillAll()).toBe(sent);
    expect(await flowsBy('aubergines')).toHaveLength(1);
  });
});

test('a part that fails is told on its own row', async () => {
  await pool.query('alter table word_group rename column words to said');
  try {
    const found = await lines('aubergines');
    expect(found).toContainEqual({ line: 'problem', what: 'words', detail: expect.stringContaining('words') });
    expect(found.at(-1)?.line).toBe('end');
  } finally {
    await pool.query('alter table word_group rename column said to words');
  }
});
