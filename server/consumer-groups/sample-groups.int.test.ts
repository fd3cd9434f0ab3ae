import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsumerGroup, GroupPartition } from '#schemas/api/consumer-group.ts';
import { type Collection, collect, flowTables, openFlowStore, type StoreState } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { connectKafka, consume, createAdmin, createProducer, runTransaction } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import {
  createTestDatabase,
  eventually,
  type TestDatabase,
  testBrokers,
  topicPrefix,
} from '#server/platform/testing/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { getConsumerGroup } from './get-consumer-group.ts';
import { getGroupHistory } from './get-group-history.ts';
import { groupTables } from './group-tables.ts';
import { listConsumerGroups } from './list-consumer-groups.ts';
import { readGroupPlaces } from './read-group-places.ts';
import { type Sampler, sampleGroups } from './sample-groups.ts';
import { whenPassed } from './when-passed.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
const admin = createAdmin(kafka);
const producer = createProducer(kafka);
const prefix = topicPrefix();
const topic = (name: string) => `${prefix}${name}`;
let database: TestDatabase;
let pool: pg.Pool;
let state: StoreState;
let collection: Collection;
const pools: pg.Pool[] = [];
const samplers: Sampler[] = [];

function openPool(applicationName: string, max: number): pg.Pool {
  const made = createPool({ url: database.url, schema: 'console', applicationName, max, logger });
  pools.push(made);
  return made;
}

/** A sampler as another process would have it. */
function startSampler(name: string): { own: pg.Pool; sampler: Sampler } {
  const own = openPool(name, 1);
  const sampler = sampleGroups({ kafka, pool, own, cluster: state.cluster, sampler: name, logger });
  samplers.push(sampler);
  return { own, sampler };
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (const files of [flowTables, groupTables, spanTables])
    await migrate({ url: database.url, schema: 'console', files, logger });
  pool = openPool('test', 8);
  state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e10 }, logger });
  const names = ['marked', 'aborted', 'idle', 'uncommitted', 'short', 'beyond', 'moving', 'anew'].map(topic);
  await admin.createTopics(names.map((name) => ({ topic: name, partitions: 1 })));
  collection = collect({
    ...{ kafka, state, logger, topics: new RegExp(`^${prefix}`) },
    owner: `test-${randomBytes(4).toString('hex')}`,
    group: `${prefix}collector`,
  });
});

afterAll(async () => {
  await Promise.all([collection.stop(), ...samplers.map((sampler) => sampler.stop())]);
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  await admin.deleteTopics(topics);
  await Promise.all([admin.close(), producer.close()]);
  await Promise.all(pools.map((one) => one.end().catch(() => undefined)));
  await database.drop();
});

const message = (value: string) => ({ partition: 0, key: 'k', value });

async function send(name: string, count: number): Promise<void> {
  await producer.send(
    topic(name),
    Array.from({ length: count }, (_, index) => message(`${index}`)),
  );
}

async function transact(name: string, count: number, outcome: 'commit' | 'abort'): Promise<void> {
  const messages = Array.from({ length: count }, (_, index) => message(`${index}`));
  await runTransaction(kafka, { id: topic(`${name}-${outcome}`), topic: topic(name), messages, outcome });
}

async function commit(name: string, offset: bigint): Promise<void> {
  await admin.commitOffsets(topic(name), [{ topic: topic(name), partition: 0, offset }]);
}

type Seen = { group: ConsumerGroup; partition: GroupPartition };

/** The group of this name, as soon as it is as wanted. */
async function seen(name: string, isWanted: (seen: Seen) => boolean): Promise<Seen> {
  let last: unknown;
  return await eventually(
    async () => {
      const group = await getConsumerGroup(pool, topic(name));
      const partition = group?.partitionList[0];
      last = partition;
      return group && partition && isWanted({ group, partition }) ? { group, partition } : null;
    },
    { what: `the group ${name}`, timeoutMs: 8_000 },
  ).catch((cause: unknown) => {
    throw new Error(`${name}: ${JSON.stringify(last)}`, { cause });
  });
}

test('the six ways in which lag lies, on a real broker', async () => {
  await Promise.all([
    ...[transact('marked', 1, 'commit'), transact('aborted', 5, 'abort').then(() => send('aborted', 1))],
    ...[send('idle', 3), send('uncommitted', 4), send('short', 9), send('beyond', 2)],
  ]);
  await admin.deleteRecords([{ topic: topic('short'), partition: 0, offset: 5n }]);
  await Promise.all([
    ...[commit('marked', 1n), commit('aborted', 0n), commit('idle', 3n), commit('short', 2n), commit('beyond', 70n)],
  ]);
  const reading = consume(kafka, {
    ...{ group: topic('uncommitted'), topics: [topic('uncommitted')], commit: 'manual', logger },
    eachBatch: async () => undefined,
  });
  startSampler('a');

  const marked = await seen('marked', ({ partition }) => partition.recordsBehind === '0');
  expect(marked.partition).toMatchObject({ committed: '1', logEnd: '2', lag: '1', lagMs: 0, verdict: 'ok' });
  expect(marked.partition.reason).toContain('no record');

  // Six offsets and a marker, of which one is a record.
  const aborted = await seen('aborted', ({ partition }) => partition.recordsBehind === '1');
  expect(aborted.partition).toMatchObject({ lag: '7', lagMsFrom: 'records' });

  const idle = await seen('idle', () => true);
  expect(idle.partition).toMatchObject({ lag: '0', lagMs: 0, verdict: 'ok', recordsBehind: '0' });
  expect(idle.group).toMatchObject({ lag: '0', lagMs: 0, verdict: 'ok', state: 'empty', protocolType: '' });

  const short = await seen('short', () => true);
  expect(short.partition).toMatchObject({ lost: '3', lag: '4', verdict: 'data_loss', logStart: '5' });

  // The end is read after the commit: a commit beyond it is no matter of timing, and nothing is clamped in silence.
  const beyond = await seen('beyond', () => true);
  expect(beyond.partition).toMatchObject({ lag: null, lagMs: null, verdict: 'unknown', clamped: false });

  const uncommitted = await seen('uncommitted', ({ group }) => group.members === 1);
  expect(uncommitted.partition).toMatchObject({ committed: null, lag: null, lagMs: null, verdict: 'unknown' });
  expect(uncommitted.partition.member).toBe(uncommitted.group.memberList[0]?.memberId);
  await reading.stop();
});

test('a group whose name no table can hold is told, and keeps no other from being sampled', async () => {
  const bad = [topic('nul\u0000byte'), topic(randomBytes(1_500).toString('hex'))];
  const place = { topic: topic('idle'), partition: 0 };
  try {
    for (const name of bad) await admin.commitOffsets(name, [{ ...place, offset: 1n }]);
    await commit('idle', 2n);
    await seen('idle', ({ partition }) => partition.committed === '2');
    const told = async () => {
      const { round } = await listConsumerGroups(pool, { limit: 1, sort: 'harm' });
      return round?.problems.filter(({ what }) => what.startsWith(`group ${prefix}`)).map(({ detail }) => detail);
    };
    // A round that listed the groups before these were made may have read the commit after.
    await expect.poll(told, { timeout: 20_000 }).toEqual(bad.map(() => expect.stringContaining('it is not sampled')));
  } finally {
    await admin.deleteGroups(bad);
    await commit('idle', 3n);
  }
  for (const name of bad) expect(await getConsumerGroup(pool, name)).toBeNull();
});

test('lists put the worst first and find a group by its topic; places and history tell the same', async () => {
  const all = await listConsumerGroups(pool, { q: prefix, limit: 3, sort: 'harm' });
  expect(all.items[0]).toMatchObject({ group: topic('short'), verdict: 'data_loss', topics: [topic('short')] });
  expect(all.total).toBeGreaterThanOrEqual(6);
  const more = await listConsumerGroups(pool, { q: prefix, limit: 100, sort: 'harm', cursor: all.next ?? '' });
  const names = [...all.items, ...more.items].map(({ group }) => group);
  expect(new Set(names).size).toBe(all.total);
  for (const sort of ['group', 'lag', 'lagMs', 'members'] as const) {
    const page = await listConsumerGroups(pool, { q: topic(''), limit: 2, sort });
    const next = await listConsumerGroups(pool, { q: topic(''), limit: 100, sort, cursor: page.next ?? '' });
    expect(page.items.length + next.items.length).toBe(all.total);
  }
  const lost = await listConsumerGroups(pool, { q: topic('short'), limit: 9, sort: 'lag', verdict: 'data_loss,stop' });
  expect(lost.items).toHaveLength(1);

  const { places, asOf } = await readGroupPlaces(pool, [{ topic: topic('aborted'), partition: 0 }]);
  const place = places.find(({ group }) => group === topic('aborted'));
  expect(place).toMatchObject({ committed: 0n, logEnd: 7n, members: 0 });
  expect(place?.asOf).toEqual(asOf);

  const history = await getGroupHistory(pool, topic('aborted'), {});
  expect(history?.points.length).toBeLessThanOrEqual(300);
  expect(history?.points.findLast(({ lag }) => lag !== null)).toMatchObject({ lag: 7 });
  expect(await getGroupHistory(pool, topic('never'), {})).toBeNull();
});

test('when a commit passed a record is known to a round; before the group was seen it is not', async () => {
  await send('moving', 4);
  await commit('moving', 1n);
  await seen('moving', ({ partition }) => partition.committed === '1');
  const before = Date.now();
  await commit('moving', 3n);
  await seen('moving', ({ partition }) => partition.committed === '3');
  const ask = (offset: bigint) => ({ group: topic('moving'), topic: topic('moving'), partition: 0, offset });
  const [early, passed, waiting] = await whenPassed(pool, [ask(0n), ask(2n), ask(3n)]);
  expect([early, waiting]).toEqual([null, null]);
  if (!passed) throw new Error('not seen to be passed');
  expect(Math.abs(passed.at.getTime() - before)).toBeLessThanOrEqual(passed.errorMs + 200);
});

test('the sampler is killed: another goes on with its samples within seconds, and never are there two', async () => {
  const own = pools.find((one) => one.options.application_name === 'a');
  if (!own) throw new Error('no sampler');
  startSampler('b');
  await delay(1_500);
  expect(await samplerNow()).toMatchObject({ sampler: 'a' });
  void own.end();
  await database.admin(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'a'`);
  const { as_of: before } = await samplerNow();
  const after = await eventually(
    async () => {
      const now = await samplerNow();
      return now.sampler === 'b' && now.as_of > before ? now : null;
    },
    { what: 'the other sampler', timeoutMs: 6_000 },
  );
  expect(after.slots).toBeGreaterThan(3);
  const { partition } = await seen('short', () => true);
  expect(partition.samples.length).toBeGreaterThan(3);
  expect(partition).toMatchObject({ verdict: 'data_loss', lost: '3' });
});

async function samplerNow(): Promise<{ sampler: string; as_of: Date; slots: number }> {
  const { rows } = await pool.query<{ sampler: string; as_of: Date; slots: number }>(
    'select sampler, as_of, cardinality(slots) as slots from lag_round',
  );
  const [row] = rows;
  if (!row) throw new Error('no round yet');
  return row;
}
