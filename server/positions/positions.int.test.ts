import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { groupFlows } from '#schemas/api/position.ts';
import { groupTables, type Sampler, sampleGroups } from '#server/consumer-groups/index.ts';
import {
  type Collection,
  collect,
  flowTables,
  foldFlows,
  openFlowStore,
  readLatestRecords,
  type StoreState,
} from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import {
  type ConsumerHandle,
  connectKafka,
  consume,
  createAdmin,
  createProducer,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { listGroupFlows } from './list-group-flows.ts';
import { readPlacedFlow } from './read-placed-flow.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
const prefix = topicPrefix();
const [told, unread] = [`${prefix}told`, `${prefix}unread`];
const [busy, left, ownGroup] = [`${prefix}busy`, `${prefix}left`, `${prefix}collector`];
const correlation = randomUUID();
const pools: pg.Pool[] = [];
let pool: pg.Pool;
let collection: Collection;
let sampler: Sampler;
let consumer: ConsumerHandle;
let drop: () => Promise<void>;
let readOn: () => void = () => undefined;
let state: StoreState;

const event = (type: string) => {
  const envelope = { event_id: uuidv7(), event_type: type, event_version: 1, event_time: new Date().toISOString() };
  const value = JSON.stringify({ ...envelope, source_service: 's', correlation_id: correlation, data: {} });
  return { key: 'k', value };
};

/** Three events that a group with a member reads one by one, and one that left after the first; one that nobody reads. */
beforeAll(async () => {
  const database = await createTestDatabase();
  for (const files of [flowTables, spanTables, groupTables]) {
    await migrate({ url: database.url, schema: 'console', files, logger });
  }
  const open = (max: number) => {
    const made = createPool({ url: database.url, schema: 'console', applicationName: 'test', max, logger });
    pools.push(made);
    return made;
  };
  pool = open(6);
  drop = database.drop;
  const [admin, producer] = [createAdmin(kafka), createProducer(kafka)];
  await admin.createTopics([told, unread].map((topic) => ({ topic, partitions: 1 })));
  await producer.send(told, ['a', 'b', 'c'].map(event));
  await producer.send(unread, [event('d')]);
  await admin.commitOffsets(left, [{ topic: told, partition: 0, offset: 1n }]);
  await Promise.all([producer.close(), admin.close()]);
  const released = new Promise<void>((resolve) => {
    readOn = resolve;
  });
  consumer = consume(kafka, {
    ...{ group: busy, topics: [told], commit: 'auto-after-batch', logger },
    eachBatch: async ({ records }, { later }) => {
      if (records[0]?.offset === 0n && records.length > 1) later(1n, 0);
      else if (records[0]?.offset === 1n) await released;
    },
  });
  state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e9 }, logger });
  collection = collect({ kafka, state, owner: prefix, group: ownGroup, topics: new RegExp(`^${prefix}`), logger });
  sampler = sampleGroups({ kafka, pool, own: open(1), cluster: state.cluster, sampler: 'test', logger });
});

afterAll(async () => {
  readOn();
  await Promise.all([consumer.stop(), collection.stop(), sampler.stop()]);
  const admin = createAdmin(kafka);
  await admin.deleteTopics([told, unread]);
  await admin.close();
  await Promise.all(pools.map((one) => one.end()));
  await drop();
});

const placed = async () => {
  const found = await readPlacedFlow(pool, correlation, { ownGroup, sayFailure: String });
  return found && flowSchema.parse(found.flow);
};
const line = (type: string, group: string | null) => async () => {
  const position = (await placed())?.position?.find((each) => each.type === type && each.group === group);
  return position ? `${position.state} ${position.ahead}` : null;
};
const within = { timeoutMs: 30_000 };

test('what is read, in hand, behind, left by its group or read by nobody is told apart, and goes on', async () => {
  await eventually(async () => (await line('b', busy)()) === 'processing 0', { ...within, what: 'b in hand' });
  await eventually(async () => (await line('b', left)()) === 'nobody 0', {
    ...within,
    what: 'a group without members',
  });
  expect(await line('a', busy)()).toBe('processed 0');
  expect(await line('c', busy)()).toBe('waiting 1');
  expect(await line('a', left)()).toBe('processed 0');
  expect(await line('c', left)()).toBe('nobody 1');
  expect(await line('d', null)()).toBe('nobody null');
  expect((await placed())?.positionFrom).toMatchObject({ shown: { positions: 7, of: 7 }, problems: [] });

  while ((await foldFlows(state)).remaining);
  const waiting = groupFlows.parse(await listGroupFlows(pool, busy, { limit: 10 }));
  expect(waiting).toMatchObject({
    items: [{ correlationId: correlation, waiting: 2, waitsWith: { record: `${told}/0/1`, state: 'processing' } }],
    looked: { records: 2, of: '2' },
  });
  expect(await listGroupFlows(pool, 'no such group', { limit: 10 })).toBeNull();
  const [latest] = await readLatestRecords(
    pool,
    [{ correlationId: correlation, startedAt: new Date(0).toISOString() }],
    2,
  );
  expect(latest).toHaveLength(2);

  readOn();
  await eventually(async () => (await line('c', busy)()) === 'processed 0', { ...within, what: 'all read' });
  const read = (await placed())?.position?.find(({ type, group }) => type === 'c' && group === busy);
  expect(read).toMatchObject({ proof: 'offsets', at: expect.any(String), atErrorMs: expect.any(Number) });
});

test('what cannot be read is said in the words given for it, and the rest of the flow stands', async () => {
  await pool.query('alter table group_topic rename to group_topic_away');
  try {
    const sayFailure = () => 'An unforeseen mistake.';
    const found = await readPlacedFlow(pool, correlation, { ownGroup, sayFailure });
    expect(found?.flow.events).toHaveLength(4);
    expect(found?.flow.position).toBeNull();
    expect(found?.flow.positionFrom?.problems).toEqual([
      { what: 'positions', detail: 'Where its events are could not be read. An unforeseen mistake.' },
    ]);
  } finally {
    await pool.query('alter table group_topic_away rename to group_topic');
  }
});
