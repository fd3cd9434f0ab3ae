import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import { groupTables } from './group-tables.ts';
import { samplePlace } from './sample-place.ts';
import { type PackedPlace, packPlaces, type ReadPlace, unpackPlaces } from './stored-place.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const place = { url: database.url, schema: 'console' };
  const logger = createLogger({ name: 'test', level: 'silent' });
  await migrate({ ...place, files: groupTables, logger });
  pool = createPool({ ...place, applicationName: 'test', max: 2, logger });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** As it would have met what stands there now. */
async function applyAgain(file: string): Promise<void> {
  await pool.query(await readFile(new URL(file, groupTables), 'utf8'));
}

test('places that were written with names are the same after they were packed, and those that were packed stay', async () => {
  const pace = { perSecond: 2.5, errorPerSecond: 0.5, overMs: 60_000 };
  const named = [
    samplePlace({ partition: 1, pace, seenAt: 5, reason: 'It "grows"; päß.', clamped: true }),
    samplePlace({ partition: 2, lag: null, lagMs: null, lagErrorMs: null, lagMsFrom: null, problem: 'No leader' }),
  ];
  const read: ReadPlace = [0, '9007199254740993', 5, '12', null];
  const write = 'insert into group_topic (group_id, topic_id, as_of, places) values ($1, 1, now(), $2)';
  await pool.query(write, [1, JSON.stringify([read, ...named])]);
  await pool.query(write, [2, JSON.stringify([read])]);

  await applyAgain('0010-packed-places.sql');

  const { rows } = await pool.query<{ places: PackedPlace[] }>('select places from group_topic order by group_id');
  expect(rows.map(({ places }) => places)).toEqual([[read, ...packPlaces(named)], [read]]);
  expect(unpackPlaces(rows[0]?.places ?? []).slice(1)).toEqual(named);
});

test('of members that were written before their pace was taken nothing is known, and no group loses one', async () => {
  const assigned = [{ topic: 'order-events', partitions: [0, 1] }];
  const member = (memberId: string) => ({
    memberId,
    instanceId: null,
    clientId: 'c',
    host: '/h',
    sinceMs: 5,
    assigned,
  });
  const write = 'insert into consumer_group (cluster, name, member_list) values (1, $1, $2)';
  await pool.query(write, ['two', JSON.stringify([member('b'), member('a')])]);
  await pool.query(write, ['none', '[]']);

  await applyAgain('0011-member-pace.sql');

  const { rows } = await pool.query<{ member_list: unknown }>('select member_list from consumer_group order by name');
  const unknown = { pace: null, lags: [] };
  expect(rows.map((row) => row.member_list)).toEqual([
    [],
    [
      { ...member('b'), ...unknown },
      { ...member('a'), ...unknown },
    ],
  ]);
});
