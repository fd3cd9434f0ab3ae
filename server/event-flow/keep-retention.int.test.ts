import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import { foldFlows } from './fold-flows.ts';
import { getCoverage } from './get-coverage.ts';
import { keepRetention } from './keep-retention.ts';
import { listPartitions } from './list-partitions.ts';
import { partitionedTables } from './partition-plan.ts';
import { batchOf, claim, count, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

const day = 86_400_000;
const start = new Date('2026-11-20T10:00:00.000Z');
let store: TestStore;
let now: Date;

beforeEach(async () => {
  store = await createTestStore();
  now = start;
});
afterEach(() => store.close());

const open = (days: number, bytes = 10_000_000_000) => store.open({ retention: { days, bytes }, now: () => now });
const inDays = (days: number) => new Date(start.getTime() + days * day);
const stamped = (value?: Buffer) =>
  sampleRecord({ correlation: randomUUID() }, { timestamp: BigInt(now.getTime()), ...(value ? { value } : {}) });

describe('retention', () => {
  test('by age drops rows, payloads, keys and summaries of days gone by, and nothing younger', async () => {
    const state = await open(2);
    await claim(state, 'me');
    for (let days = 0; days < 5; days += 1) {
      now = inDays(days);
      await ensurePartitions(state);
      await writeBatches(state, { owner: 'me', batches: [batchOf([stamped()], { from: BigInt(days) })] });
    }
    await foldFlows(state);
    const result = await keepRetention(state);
    expect(result?.flows).toBe(2);
    for (const from of ['event', 'block', 'flow', 'ref'])
      expect([from, await count(store.pool, from)]).toEqual([from, 3]);
    // The partition before noon that day was already whole and older than two days.
    expect((await getCoverage(store.pool)).topics[0]?.from).toBe('2026-11-22T06:00:00.000Z');
  });

  test('by bytes drops the oldest first and says when what is left is still too much', async () => {
    const state = await open(30, 3_000_000);
    await claim(state, 'me');
    const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)));
    for (let days = 0; days < 4; days += 1) {
      now = inDays(days);
      await ensurePartitions(state);
      const records = Array.from({ length: 20 }, () => stamped(noise()));
      await writeBatches(state, { owner: 'me', batches: [batchOf(records, { from: BigInt(days * 20) })] });
    }
    const result = await keepRetention(state);
    expect(result?.over).toBe(false);
    expect(result?.bytes).toBeLessThan(3_000_000);
    const { rows } = await store.pool.query(
      'select min(record_offset)::int as first, max(record_offset)::int as last from event',
    );
    expect(rows[0]).toEqual({ first: 60, last: 79 });
    const tight = await open(30, 500_000);
    expect(await keepRetention(tight)).toMatchObject({ over: true, dropped: [] });
  });

  test('completes a drop that a crash cut short', async () => {
    const state = await open(1);
    now = inDays(3);
    const [first, second] = (await listPartitions(store.pool)).filter(({ table }) => table === 'event');
    await store.pool.query(`alter table event detach partition ${first?.name}`);
    // A reader that is still at it makes the second half of a concurrent detach wait; then the process dies.
    const reader = await store.pool.connect();
    await reader.query('begin');
    await reader.query('select from event');
    const cut = store.pool.query(`alter table event detach partition ${second?.name} concurrently`).then(
      () => 'done',
      () => 'cut',
    );
    const isDetaching = 'select from pg_inherits where inhdetachpending';
    await eventually(async () => (await store.pool.query(isDetaching)).rowCount, {
      what: 'the detach to be half done',
    });
    await store.database.admin(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%concurrently' and datname = $1`,
      [new URL(store.database.url).pathname.slice(1)],
    );
    expect(await cut).toBe('cut');
    await reader.query('rollback');
    reader.release();
    await keepRetention(state);
    const left = await listPartitions(store.pool);
    expect(left.filter(({ state }) => state !== 'attached')).toEqual([]);
    expect(left.some(({ name }) => name === first?.name || name === second?.name)).toBe(false);
  });

  test('lets readers and writers go on, and only one process drops', async () => {
    const state = await open(1);
    await claim(state, 'me');
    now = inDays(4);
    await ensurePartitions(state);
    const results = await Promise.all([
      keepRetention(state),
      keepRetention(await open(1)),
      writeBatches(state, { owner: 'me', batches: [batchOf([stamped()])] }),
      count(store.pool, 'event'),
    ]);
    expect(results.slice(0, 2).filter((result) => result === null).length).toBeLessThanOrEqual(1);
    expect(await count(store.pool, 'event')).toBe(1);
  });
});

describe('partitions', () => {
  test('made by several processes at once are made once, without an overlap', async () => {
    const states = await Promise.all([open(7), open(7), open(7)]);
    now = inDays(12);
    await Promise.all(states.map((state) => ensurePartitions(state)));
    for (const table of partitionedTables) {
      const mine = (await listPartitions(store.pool))
        .filter((each) => each.table === table)
        .sort((a, b) => a.fromMs - b.fromMs);
      mine.slice(1).forEach((range, index) => {
        expect(range.fromMs).toBeGreaterThanOrEqual(mine[index]?.toMs ?? 0);
      });
    }
  });

  test('of days that were dropped for room are made again when records of then come late', async () => {
    const state = await open(7);
    await claim(state, 'me');
    const old = sampleRecord({}, { timestamp: BigInt(start.getTime() - 3 * day) });
    await writeBatches(state, { owner: 'me', batches: [batchOf([old])] });
    const dropped = (await listPartitions(store.pool)).filter(({ fromMs }) => fromMs < start.getTime() - 2 * day);
    for (const { name } of dropped) await store.pool.query(`drop table ${name}`);
    await writeBatches(state, { owner: 'me', batches: [batchOf([old], { from: 1n })] });
    expect(await count(store.pool, 'event')).toBe(1);
  });
});
