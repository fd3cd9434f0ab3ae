import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase } from '#server/platform/testing/index.ts';
import { groupTables } from './group-tables.ts';
import { readLagMetrics } from './read-lag-metrics.ts';
import { samplePlace } from './sample-place.ts';
import { packPlaces } from './stored-place.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
let pool: pg.Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  await migrate({ url: database.url, schema: 'console', files: groupTables, logger });
  pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 4, logger });
  drop = async () => {
    await pool.end();
    await database.drop();
  };
});

afterAll(async () => await drop());

const readAll = async (most: number) => (await readLagMetrics(pool, { cluster: 'local', most })).split('\n');

test('before the first round nothing is told but that nothing is', async () => {
  const lines = await readAll(100);
  expect(lines).toContain('kafka_lag_exporter_up 0');
  expect(lines).toContain('nibble_consumer_groups{verdict="data_loss"} 0');
});

test('groups, their topics and partitions, within what is allowed, and what is left out', async () => {
  await pool.query(
    `insert into lag_round values (1, now() - interval '4 seconds', 120, 5000, 3, 3, 6, '[]', '{}', 'me');
     insert into sampled_topic (cluster, name, partitions) values (1, 'order-events', 2);
     insert into consumer_group (cluster, name, harm, verdict, lag, lag_ms, state, members, topic_count, partitions, gone_at)
     values (1, 'good', 0, 'ok', 0, 0, 'stable', 1, 1, 2, null), (1, 'bad', 3, 'stall', 14, 1500, 'stable', 2, 1, 2, null),
            (1, 'gone', 4, 'stop', 9, 9, 'dead', 0, 1, 2, now())`,
  );
  const places = [samplePlace(), samplePlace({ partition: 1, verdict: 'stall' })];
  await pool.query(
    `insert into group_topic select g.id, s.id, now() - interval '1 hour', $1 from consumer_group g, sampled_topic s`,
    [JSON.stringify(packPlaces(places))],
  );
  const all = await readAll(1_000);
  expect(all).toContain(
    'kminion_kafka_consumer_group_topic_partition_lag{group_id="bad",topic_name="order-events",partition_id="1"} 7',
  );
  expect(all).toContain('nibble_consumer_group_verdict{group="bad",verdict="stall"} 3');
  expect(all).toContain('nibble_consumer_groups{verdict="stop"} 0');
  expect(all.filter((line) => line.includes('"gone"'))).toEqual([]);
  // What was true an hour ago and has been confirmed four seconds ago is four seconds old.
  const age = all.find((line) => line.startsWith('nibble_consumer_group_partition_sample_age_seconds{group="good"'));
  expect(Number(age?.split(' ').at(-1))).toBeLessThan(60);
  const names = new Set(['kminion_kafka_consumer_group_topic_lag', 'nobody_knows']);
  const alone = await readLagMetrics(pool, { cluster: 'local', most: 1_000, names });
  const series = alone.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(series.sort()).toEqual([
    'kminion_kafka_consumer_group_topic_lag{group_id="bad",topic_name="order-events"} 14',
    'kminion_kafka_consumer_group_topic_lag{group_id="good",topic_name="order-events"} 14',
  ]);
  const some = await readAll(30);
  expect(some.some((line) => line.startsWith('kafka_consumergroup_group_lag{'))).toBe(false);
  expect(some).toContain('nibble_consumer_group_series_left_out{detail="partitions"} 2');
  expect(some).toContain('nibble_consumer_group_series_left_out{detail="groups"} 0');
});
