import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, inTransaction, migrate } from '#server/platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import type { Work } from '#services/_kit/index.ts';
import type { OrderChange } from './order.ts';
import { appendChanges, loadOrder } from './order-store.ts';
import { createdEvent } from './sample-orders.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
const paid: OrderChange = { type: 'heard.payment_captured', data: { payment_id: 'p-1' } };

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ url: database.url, schema: 'orders', files: new URL('./tables/', import.meta.url) });
  pool = createPool({ url: database.url, schema: 'orders', applicationName: 'test' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** An order that was placed, and nothing else. */
async function place(orderId: string): Promise<void> {
  const { type, time, data } = createdEvent();
  await pool.query(`insert into order_event values ($1, 1, gen_random_uuid(), $2, 2, $3, $4, 'flow')`, [
    orderId,
    type,
    JSON.stringify({ ...data, order_id: orderId }),
    time,
  ]);
}

/** Appends something that is not told, at this expected version. */
async function append(orderId: string, version: number) {
  const order = (await loadOrder(pool, orderId))?.order ?? null;
  return await inTransaction(pool, (client) => {
    const never = () => Promise.reject(new Error('nothing is told here'));
    const flow = { correlationId: 'flow', causationId: undefined, now: new Date() };
    const work: Work = { client, ...flow, publish: () => expect.fail(), startTimer: never, stopTimers: never };
    return appendChanges(work, { orderId, version, correlationId: 'flow', order }, [paid]);
  });
}

test('an append at a version that somebody else has taken is refused, and the order stays as it was', async () => {
  await place('TAKEN');
  await append('TAKEN', 1);
  await expect(append('TAKEN', 1)).rejects.toThrow('conflict: Order TAKEN was changed by somebody else just now.');
  expect(await loadOrder(pool, 'TAKEN')).toMatchObject({ version: 2, order: { paid: true } });
});

test('of ten appends at one version, one succeeds', async () => {
  await place('RACED');
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => append('RACED', 1)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await loadOrder(pool, 'RACED'))?.version).toBe(2);
});

test('an append that would leave a hole is refused', async () => {
  await place('HOLED');
  await expect(append('HOLED', 2)).rejects.toThrow('conflict');
  await expect(append('UNKNOWN', 4)).rejects.toThrow('conflict');
});

test.each(['update order_event set version = 9', 'delete from order_event', 'truncate order_event'])(
  'what happened stays: %s',
  async (sql) => {
    await place(`KEPT ${sql.slice(0, 3)}`);
    await expect(pool.query(sql)).rejects.toThrow('order_event is append-only');
  },
);
