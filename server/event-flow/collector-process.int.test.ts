import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
let given: TestCollection;
const processes = new Set<ChildProcess>();

beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(() => {
  given = new TestCollection(store);
});
afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL');
  processes.clear();
  await given.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function startProcess() {
  const port = await freePort();
  const child = spawn(process.execPath, ['server/collector.ts'], {
    env: {
      ...process.env,
      KAFKA_BROKERS: given.kafka.brokers.join(','),
      DATABASE_URL: store.database.url,
      OTLP_PORT: String(port),
      NIBBLE_TOPICS: `^${given.prefix}`,
      NIBBLE_COLLECTOR_GROUP: given.group,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  processes.add(child);
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${url}/readyz`)).ok;
  return { child, url, isReady };
}

test('a process that is killed in the middle loses and repeats nothing', async () => {
  const topic = await given.topic('killed', 4);
  for (let round = 0; round < 3; round++) {
    const { child, isReady } = await startProcess();
    await eventually(isReady, { timeoutMs: 30_000, what: 'a ready collector' });
    await given.sendMany(topic, 1_500, 100);
    const { rows } = await store.pool.query('select count(*)::int as count from event');
    await eventually(
      async () => (await store.pool.query('select count(*)::int as count from event')).rows[0].count > rows[0].count,
      { timeoutMs: 30_000, what: 'records being written' },
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await startProcess();
  await given.caughtUp();
  await given.expectExactlyOnce();
  expect(await given.gaps()).toEqual([]);
  // Each round waits until the broker has given the killed member up.
}, 180_000);

test('a frozen process whose partitions another has taken is stopped by the fence and works on', async () => {
  const topic = await given.topic('frozen', 4);
  const frozen = await startProcess();
  await eventually(frozen.isReady, { timeoutMs: 30_000, what: 'a ready collector' });
  await given.sendMany(topic, 1_000, 100);
  frozen.child.kill('SIGSTOP');
  const other = await startProcess();
  await given.sendMany(topic, 1_000, 100);
  await given.caughtUp();
  frozen.child.kill('SIGCONT');
  await given.sendMany(topic, 1_000, 100);
  await eventually(
    async () => /nibble_partitions_assigned 2$/m.test(await (await fetch(`${frozen.url}/metrics`)).text()),
    { timeoutMs: 30_000, what: 'partitions shared again' },
  );
  await given.sendMany(topic, 1_000, 100);
  await given.caughtUp();
  await given.expectExactlyOnce();
  expect(await other.isReady()).toBe(true);
  await eventually(frozen.isReady, { what: 'the thawed process is well' });
}, 120_000);

test('SIGTERM ends it by itself, and its group is free at once', async () => {
  const topic = await given.topic('stopped', 2);
  const first = await startProcess();
  await eventually(first.isReady, { timeoutMs: 30_000, what: 'a ready collector' });
  await given.sendMany(topic, 500);
  first.child.kill('SIGTERM');
  const [code] = await once(first.child, 'exit');
  expect(code).toBe(0);
  await given.start();
  await given.caughtUp();
  await given.expectExactlyOnce();
});
