import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually, startTcpProxy, type TcpProxy } from '#server/platform/testing/index.ts';
import type { StoreState } from './flow-store.ts';
import { openFlowStore } from './open-flow-store.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
let store: TestStore;
let proxy: TcpProxy;
let pool: pg.Pool;
let state: StoreState;
let given: TestCollection;

beforeAll(async () => {
  store = await createTestStore();
  const url = new URL(store.database.url);
  proxy = await startTcpProxy({ port: 0, to: Number(url.port) });
  url.port = String(proxy.port);
  pool = createPool({ url: url.href, schema: 'console', applicationName: 'proxied', max: 8, silentMs: 3_000, logger });
  const retention = { days: 7, bytes: 10_000_000_000 };
  state = await openFlowStore({ pool, cluster: 'local', retention, logger });
});
afterAll(async () => {
  await pool.end();
  await proxy.close();
  await store.close();
});
beforeEach(() => {
  given = new TestCollection(store);
});
afterEach(async () => {
  await proxy.recover();
  await given.close();
});

/** Begins to write, and stops in the middle of it where the lines of the offsets are locked and COPY begins. */
async function amidCopy(topic: string, then: () => unknown): Promise<void> {
  const blocker = await store.pool.connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table block in exclusive mode');
    await given.sendMany(topic, 200);
    // Asked elsewhere: within a transaction the answer stays what it first was.
    const isWaiting = async () => {
      const { rows } = await store.pool.query(
        `select from pg_locks where relation = 'block'::regclass and not granted and mode = 'RowExclusiveLock'`,
      );
      return rows.length > 0;
    };
    await eventually(isWaiting, { timeoutMs: 20_000, what: 'a write that has begun' });
    await then();
    await blocker.query('rollback');
  } finally {
    blocker.release(true);
  }
}

test('a database that falls silent in the middle of COPY: what it has locked is wrested from it', async () => {
  const topic = await given.topic('silent', 3);
  const collection = await given.start({ state });
  await given.sendMany(topic, 100);
  await given.caughtUp();
  await amidCopy(topic, () => proxy.silence());
  await given.sendMany(topic, 100);
  await eventually(() => collection.health().troubles.some(({ kind }) => kind === 'database'), { timeoutMs: 20_000 });
  await proxy.recover();
  await given.caughtUp(90_000);
  await given.expectExactlyOnce();
}, 180_000);

test('what was held back on the way arrives long after it was given up and written anew', async () => {
  const topic = await given.topic('held', 3);
  const collection = await given.start({ state });
  await given.sendMany(topic, 100);
  await given.caughtUp();
  await amidCopy(topic, () => proxy.hold());
  await eventually(() => collection.health().troubles.some(({ what }) => what.includes('not answered for')), {
    timeoutMs: 40_000,
    what: 'the write being given up',
  });
  await proxy.recover();
  await given.sendMany(topic, 100);
  await given.caughtUp(90_000);
  await given.expectExactlyOnce();
}, 180_000);
