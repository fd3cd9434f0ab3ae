import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getRecord } from './get-record.ts';
import { restartPartition } from './restart-partition.ts';
import { batchOf, claim, count, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());

const types = ['order.created', 'payment.captured', 'order.completed', 'order.cancelled', 'driver.assigned'];
const topics = ['order-events', 'order-events.payments.dlq'];
const summaries = `select correlation, started_at, last_at, last_ts, last_type, events, problems, facets, done_at, failed_at, status, marks, dead
   from flow order by correlation`;

async function foldAll(state: StoreState): Promise<void> {
  while ((await foldFlows(state)).remaining);
}

/** The summaries as they would be if everything were counted anew by another process. */
async function recomputed(): Promise<unknown[]> {
  await store.pool.query('truncate flow');
  await store.pool.query('update fold_cursor set folded_offset = 0');
  const other = await store.open();
  for (const topic of topics) await claim(other, 'other', topic, 2);
  await foldAll(other);
  const { rows } = await store.pool.query(summaries);
  return rows;
}

const write = fc.record({
  kind: fc.constant('write' as const),
  topic: fc.constantFrom(...topics),
  partition: fc.nat(1),
  events: fc.array(fc.record({ flow: fc.nat(5), type: fc.nat(4), ago: fc.nat(5_000) }), { minLength: 1, maxLength: 8 }),
});
const other = fc.record({
  kind: fc.constantFrom('fold' as const, 'restart' as const, 'fail' as const, 'twoFolds' as const),
});
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: write }, other), { maxLength: 20 });
type Step = (typeof steps extends fc.Arbitrary<infer Steps extends unknown[]> ? Steps : never)[number];

const flows = Array.from({ length: 6 }, () => randomUUID());

test('whatever is written, folded, failed and restarted in whatever order, the summaries are what the rows say', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      await store.pool.query('truncate event, block, ref, flow, index_offset, fold_cursor');
      const next = new Map<string, bigint>();
      let state = await openClaimed('first');
      for (const step of all) state = await play(step, state, next);
      await foldAll(state);
      const { rows } = await store.pool.query(summaries);
      expect(await count(store.pool, 'event')).toBe(rows.reduce((sum, { events }) => sum + events, 0));
      expect(rows).toEqual(await recomputed());
    }),
    { numRuns: 15 },
  );
});

/** Does one step; a restart gives another process's state. */
async function play(step: Step, state: StoreState, next: Map<string, bigint>): Promise<StoreState> {
  if (step.kind === 'restart') return await openClaimed(randomUUID());
  if (step.kind === 'fold') await foldFlows(state);
  if (step.kind === 'twoFolds') await Promise.all([foldFlows(state), openClaimed(ownerOf(state)).then(foldFlows)]);
  if (step.kind === 'fail') await failedFold(state);
  if (step.kind !== 'write') return state;
  const { topic, partition } = step;
  const from = next.get(`${topic}/${partition}`) ?? 0n;
  const records = step.events.map(({ flow, type, ago }) => {
    const time = new Date(Date.now() - ago).toISOString();
    return sampleRecord({ correlation: flows[flow] ?? '', type: types[type] ?? '', time });
  });
  await writeBatches(state, { owner: ownerOf(state), batches: [batchOf(records, { topic, partition, from })] });
  next.set(`${topic}/${partition}`, from + BigInt(records.length));
  return state;
}

test('a fold that fails adds nothing, and the next one adds all of it', async () => {
  await store.pool.query('truncate event, flow, index_offset, fold_cursor');
  const state = await openClaimed('me');
  await writeBatches(state, { owner: 'me', batches: [batchOf([sampleRecord(), sampleRecord()])] });
  await failedFold(state);
  expect(await count(store.pool, 'flow')).toBe(0);
  await foldAll(state);
  expect(await count(store.pool, 'flow')).toBe(2);
});

test('folds of many collectors at once neither wait in a ring nor count twice', async () => {
  await store.pool.query('truncate event, flow, index_offset, fold_cursor');
  const many = Array.from({ length: 40 }, () => randomUUID());
  const collectors = await Promise.all(
    [0, 1].map(async (partition) => {
      const state = await store.open();
      await claim(state, `c${partition}`, `topic-${partition}`);
      return { state, owner: `c${partition}`, topic: `topic-${partition}` };
    }),
  );
  await Promise.all(
    collectors.map(async ({ state, owner, topic }) => {
      for (let from = 0n; from < 800n; from += 40n) {
        const shuffled = many.toSorted(() => Math.random() - 0.5);
        const records = shuffled.map((correlation) => sampleRecord({ correlation }));
        await writeBatches(state, { owner, batches: [batchOf(records, { topic, from })] });
        await foldFlows(state);
      }
    }),
  );
  const { rows } = await store.pool.query('select distinct events from flow');
  expect(rows).toEqual([{ events: 40 }]);
});

const owners = new WeakMap<StoreState, string>();
const ownerOf = (state: StoreState) => owners.get(state) ?? '';

async function openClaimed(owner: string): Promise<StoreState> {
  const state = await store.open();
  owners.set(state, owner);
  for (const topic of topics) await claim(state, owner, topic, 2);
  return state;
}

/** A fold whose transaction is refused at its end. */
async function failedFold(state: StoreState): Promise<void> {
  await store.pool.query(`alter table fold_cursor add constraint broken check (false) not valid`);
  if (!state.pending.isEmpty()) await expect(foldFlows(state)).rejects.toThrow(/broken/);
  await store.pool.query('alter table fold_cursor drop constraint broken');
}

test('after a topic was made anew, rows of the old log are not counted again by a fold that reads rows', async () => {
  await store.pool.query('truncate event, block, flow, index_offset, fold_cursor');
  const state = await openClaimed('me');
  const [old, fresh] = [randomUUID(), randomUUID()];
  const write = (correlation: string) =>
    writeBatches(state, {
      owner: 'me',
      batches: [batchOf([sampleRecord({ correlation }), sampleRecord({ correlation })])],
    });
  await write(old);
  await foldAll(state);
  const restart = { owner: 'me', topic: 'order-events', partition: 0, topicId: null, at: 0n, reason: 'made anew' };
  expect(await restartPartition(state, restart)).toBe(0n);
  await write(fresh);
  await foldAll(await openClaimed('after a crash'));
  const { rows } = await store.pool.query('select correlation, events from flow');
  expect(new Map(rows.map(({ correlation, events }) => [correlation, events]))).toEqual(
    new Map([
      [old, 2],
      [fresh, 2],
    ]),
  );
  const newest = await getRecord(store.pool, { topic: 'order-events', partition: 0, offset: '1' });
  expect(newest?.correlationId).toBe(fresh);
});
