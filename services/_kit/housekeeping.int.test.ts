import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteOldRows } from './housekeeping.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';

let kit: SampleKit;
beforeAll(async () => {
  kit = await createSampleKit();
});
afterAll(() => kit.drop());

const tell = (key: string, publishedAt: string) =>
  kit.pool.query(
    `insert into outbox (topic, key, event, trace, published_at) values ('t', $1, '{}', '{}', ${publishedAt})`,
    [key],
  );

test('only what was published long ago is forgotten, and never what waits', async () => {
  await tell('waits', 'null');
  await tell('fresh', "now() - interval '1 hour'");
  await tell('old', "now() - interval '25 hours'");
  await kit.pool.query("update outbox set created_at = now() - interval '30 days'");
  expect(await deleteOldRows(kit.pool)).toBe(false);
  expect(await kit.column('select key from outbox order by id')).toEqual(['waits', 'fresh']);
});

test('an inbox outlives the week that topics keep records', async () => {
  const handled = (days: number) =>
    kit.pool.query(
      `insert into inbox values ('g', gen_random_uuid(), 't', 0, $1::int, now() - $1::int * interval '1 day')`,
      [days],
    );
  await handled(7);
  await handled(9);
  await deleteOldRows(kit.pool);
  expect(await kit.column('select record_offset from inbox')).toEqual(['7']);
});

test('a large heap of old rows goes in batches', async () => {
  await kit.pool.query(
    `insert into outbox (topic, key, event, trace, published_at)
     select 't', 'k', '{}', '{}', now() - interval '2 days' from generate_series(1, 1500)`,
  );
  expect(await deleteOldRows(kit.pool)).toBe(true);
  expect(await deleteOldRows(kit.pool)).toBe(false);
});
