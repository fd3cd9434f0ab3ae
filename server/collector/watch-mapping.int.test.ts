import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowTables, openFlowStore, type StoreState } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import { watchMapping } from './watch-mapping.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'nibble-mapping-'));
const file = join(folder, 'nibble.json');
let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let state: StoreState;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ url: database.url, schema: 'console', files: flowTables, logger });
  pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 3, logger });
  state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e9 }, logger });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await pool.end();
  await database.drop();
});
const write = (value: unknown) => writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
const ranks = async () => (await pool.query('select text, rank from word where rank is not null order by rank')).rows;

test('a file that is away or wrong leaves the former mapping in force, says so, and heals by itself', async () => {
  write({ mappings: [{ topics: 'shop.*', businessKeys: { ticket: '$.no', order: '$.order' } }] });
  const watch = watchMapping({ file, state, logger });
  await watch.look();
  const { revision } = watch.state();
  expect(state.mappings.forTopic('shop.orders')).not.toBeNull();
  expect(await ranks()).toEqual([
    { text: 'ticket', rank: 1 },
    { text: 'order', rank: 2 },
  ]);

  write('{');
  await watch.look();
  expect(watch.state()).toEqual({ revision, problem: expect.stringMatching(/nibble\.json is not JSON/) });
  rmSync(file);
  await watch.look();
  expect(watch.state()).toEqual({ revision, problem: expect.stringMatching(/cannot be read/) });
  expect(state.mappings.forTopic('shop.orders')).not.toBeNull();

  write({ mappings: [{ topics: 'stock', businessKeys: { order: 'key' } }] });
  await watch.look();
  expect(watch.state()).toEqual({ revision: expect.not.stringMatching(revision), problem: null });
  expect(state.mappings.forTopic('shop.orders')).toBeNull();
  expect(await ranks()).toEqual([{ text: 'order', rank: 1 }]);
});

test('without a file there is nothing to look for', async () => {
  const watch = watchMapping({ file: undefined, state, logger });
  await watch.look();
  expect(watch.state().problem).toBeNull();
});
