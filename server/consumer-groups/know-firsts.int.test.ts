import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowTables } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import { knowFirsts } from './know-firsts.ts';
import { groupMemory, groupTopicMemory, topicMemory } from './lag-memory.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const slot = 0;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const place = { url: database.url, schema: 'console' };
  await migrate({ ...place, files: flowTables, logger });
  pool = createPool({ ...place, applicationName: 'test', max: 2, logger });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A group ten records behind in both partitions of a topic. */
function groupBehindIn(name: string) {
  const listing = {
    group: 'g',
    protocol: 'classic',
    protocolType: 'consumer',
    state: 'stable',
    coordinator: 1,
  } as const;
  const group = groupMemory(1, listing);
  const topic = topicMemory({ id: 1, name, topicId: null, partitions: 2 });
  const read = { ...groupTopicMemory(topic), partitions: [0, 1] };
  for (const partition of read.partitions) {
    topic.starts.set(partition, slot, 0n);
    topic.ends.set(partition, slot, 15n);
    read.commits.set(partition, slot, 5n);
  }
  group.topics.set(name, read);
  return { group, read };
}

test('a topic that the index does not know is asked for ever more rarely, and a new one is found within seconds', async () => {
  const { group, read } = groupBehindIn('made-just-now');
  const askedAt: number[] = [];
  for (let atMs = 1_000; atMs <= 183_000; atMs += 1_000) {
    const before = read.topic.unindexedUntilMs;
    await knowFirsts(pool, [group], { slot, atMs });
    if (read.topic.unindexedUntilMs !== before) askedAt.push(atMs / 1_000);
  }
  expect(askedAt).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);

  await pool.query(
    `with w as (insert into word (kind, text) values (1, 'made-just-now') returning id)
     insert into index_offset (cluster, topic, record_partition, next_offset) select 1, id, p, 0 from w, unnest('{0,1}'::int[]) p`,
  );
  await knowFirsts(pool, [group], { slot, atMs: 243_000 });
  expect([...read.firsts.keys()]).toEqual([0, 1]);
  expect(read.topic.unindexedForMs).toBe(0);
});
