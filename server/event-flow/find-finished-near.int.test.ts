import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimPositions } from './claim-positions.ts';
import { findFinishedNear } from './find-finished-near.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { batchOf, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let next = 0n;
const topic = 'order-events';
const near = new Date(Date.now() - 3_600_000);

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
});
afterAll(() => store.close());

/** A flow of a restaurant that began so many minutes after the moment, and how it went on. */
async function flow(minutes: number, restaurant: string, ending: string | null): Promise<string> {
  const correlation = randomUUID();
  const at = near.getTime() + minutes * 60_000;
  const told = ['order.created', ...(ending === null ? [] : [ending])];
  const records = told.map((type, second) => {
    const ms = at + second * 1000;
    const time = new Date(ms).toISOString();
    return sampleRecord(
      { correlation, type, time, data: { order_id: correlation, restaurant_id: restaurant } },
      { timestamp: BigInt(ms) },
    );
  });
  await writeBatches(state, { owner: 'me', batches: [batchOf(records, { from: next })] });
  next += BigInt(records.length);
  while ((await foldFlows(state)).remaining);
  return correlation;
}

const find = async (correlationId: string, ended: 'done' | 'failed', restaurant: string | null, most = 12) => {
  const ref = restaurant === null ? null : { kind: 'restaurant', id: restaurant };
  const found = await findFinishedNear(store.pool, { correlationId, ended, ref, near, most });
  return found.map((one) => one.correlationId);
};

test('finished flows come by restaurant and ending, the nearest in time first, never the flow itself', async () => {
  const own = await flow(0, 'sole', 'order.completed');
  await flow(1, 'sole', null);
  const later = await flow(9, 'sole', 'order.completed');
  const earlier = await flow(-5, 'sole', 'order.completed');
  const failed = await flow(2, 'sole', 'order.cancelled');
  const elsewhere = await flow(3, 'lotus', 'order.completed');
  expect(await find(own, 'done', 'sole')).toEqual([earlier, later]);
  expect(await find(own, 'failed', 'sole')).toEqual([failed]);
  expect(await find(own, 'done', 'sole', 1)).toEqual([earlier]);
  expect(await find(own, 'done', null)).toEqual([elsewhere, earlier, later]);
  expect(await find(own, 'done', null, 1)).toEqual([elsewhere]);
  expect(await find(own, 'done', 'nobody')).toEqual([]);
  expect(await find(own, 'done', "'; drop table flow; --")).toEqual([]);
});

test('neither way reads more than ranges of an index', async () => {
  const plans: string[] = [];
  const spy = { query: (sql: string, values: unknown[]) => explain(sql, values, plans) };
  for (const restaurant of ['sole', null]) {
    const ref = restaurant === null ? null : { kind: 'restaurant', id: restaurant };
    await findFinishedNear(Object.assign(Object.create(store.pool), spy), {
      correlationId: randomUUID(),
      ended: 'done',
      ref,
      near,
      most: 12,
    });
  }
  expect(plans.join('\n')).not.toMatch(/Seq Scan on (?:ref|flow|event)/);
});

/** Small tables are read whole for good reason: without that way the plan shows whether another one exists. */
async function explain(sql: string, values: unknown[], plans: string[]) {
  const client = await store.pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values);
    plans.push(...rows.map((row) => row['QUERY PLAN']));
    return { rows: [] };
  } finally {
    await client.query('reset enable_seqscan');
    client.release();
  }
}
