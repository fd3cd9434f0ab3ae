import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LiveMessage } from '#schemas/api/live.ts';
import { createPool, inTransaction } from '#server/platform/db/index.ts';
import { createTestDatabase, eventually, type TestDatabase } from '#server/platform/testing/index.ts';
import { createLiveHub, type LiveHub, type Pulse } from './create-live-hub.ts';
import { notifyFlows } from './notify-flows.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let hub: LiveHub;
let pulse: () => Promise<Pulse>;
const logger = { warn: () => undefined };

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, schema: 'public', applicationName: 'test' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  pulse = async () => ({ collectorAt: null, behindMs: 7, trouble: null });
  hub = createLiveHub({ url: database.url, logger, readPulse: () => pulse(), pulseEveryMs: 50 });
  await listens();
});
afterEach(() => hub.close());

const listeners = `from pg_stat_activity where application_name = 'nibble-listen' and datname = $1`;
const name = () => new URL(database.url).pathname.slice(1);
const listens = () =>
  eventually(async () => (await database.admin(`select ${listeners} and query ilike 'listen%'`, [name()])).rowCount, {
    what: 'the hub to listen',
  });
const notify = (ids: string[], about: 'rows' | 'summaries' = 'summaries') =>
  inTransaction(pool, (client) => notifyFlows(client, ids, about));

function follow(options: { flows?: string[]; after?: string } = {}) {
  const stop = new AbortController();
  const messages: LiveMessage[] = [];
  const ended = (async () => {
    for await (const message of hub.subscribe({ ...options, signal: stop.signal })) messages.push(message);
  })();
  const ids = () => messages.flatMap((message) => (message.kind === 'flows' ? message.correlationIds : []));
  const has = (kind: LiveMessage['kind']) =>
    eventually(() => messages.find((message) => message.kind === kind), { what: `a ${kind}` });
  return {
    messages,
    has,
    hasId: (id: string) => eventually(() => ids().includes(id), { what: `news of ${id}` }),
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

test('what is committed reaches every tab, what is rolled back reaches none', async () => {
  const tabs = Array.from({ length: 5 }, () => follow());
  await Promise.all(tabs.map((tab) => tab.has('hello')));
  const [kept, lost] = [randomUUID(), randomUUID()];
  const rolledBack = inTransaction(pool, async (client) => {
    await notifyFlows(client, [lost], 'summaries');
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  await notify([kept]);
  await Promise.all(tabs.map((tab) => tab.hasId(kept)));
  expect(JSON.stringify(tabs.map(({ messages }) => messages))).not.toContain(lost);
  await Promise.all(tabs.map((tab) => tab.stop()));
  expect(hub.subscribers()).toBe(0);
});

test('more flows than one NOTIFY holds all arrive, or it is said that there were more', async () => {
  const tab = follow();
  await tab.has('hello');
  const ids = Array.from({ length: 3_000 }, () => randomUUID());
  await notify(ids);
  await tab.has('flows');
  await eventually(() => tab.messages.some((message) => message.kind === 'flows' && message.more), { what: 'more' });
  await tab.stop();
});

test('a lost database connection is made again, and everybody is told to read again', async () => {
  const tab = follow();
  await tab.has('hello');
  await database.admin(`select pg_terminate_backend(pid) ${listeners}`, [name()]);
  // The first LISTEN is told by a resync too, and on a busy machine that may come just now.
  await eventually(
    () => tab.messages.some((message) => message.kind === 'resync' && message.reason.includes('was lost')),
    { what: 'word of the lost connection' },
  );
  const id = randomUUID();
  await notify([id]);
  await tab.hasId(id);
  await tab.stop();
});

test('a tab that was away catches up by its cursor', async () => {
  const tab = follow();
  const first = randomUUID();
  await tab.has('hello');
  await notify([first]);
  await tab.hasId(first);
  await tab.stop();
  const seen = tab.messages.find((message) => message.kind === 'flows');
  const missed = randomUUID();
  const other = follow();
  await other.has('hello');
  await notify([missed]);
  await other.hasId(missed);
  await other.stop();
  const again = follow({ after: seen?.kind === 'flows' ? seen.cursor : '' });
  await again.hasId(missed);
  await again.stop();
});

test('the pulse goes to whoever listens, and says so when nothing is known', async () => {
  const tab = follow();
  expect(await tab.has('pulse')).toMatchObject({ behindMs: 7 });
  pulse = async () => {
    throw new Error('the database is away');
  };
  await eventually(() => tab.messages.some((message) => message.kind === 'pulse' && message.behindMs === null));
  await tab.stop();
});

test('closing the hub ends every stream', async () => {
  const tab = follow();
  await tab.has('hello');
  await hub.close();
  await tab.stop();
  expect(hub.subscribers()).toBe(0);
});
