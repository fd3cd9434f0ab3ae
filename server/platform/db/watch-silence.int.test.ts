import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createTestDatabase,
  eventually,
  startTcpProxy,
  type TcpProxy,
  type TestDatabase,
} from '#server/platform/testing/index.ts';
import { BinaryRows } from './binary-rows.ts';
import { copyBinary } from './copy-binary.ts';
import { createPool } from './create-pool.ts';
import { inTransaction } from './in-transaction.ts';
import { allowSilence } from './watch-silence.ts';

// Far above what a loaded machine needs for an answer, far below the limit without the watch.
const silentMs = 3_000;
let database: TestDatabase;
let proxy: TcpProxy;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await startTcpProxy({ port: 0, to: Number(url.port) });
  url.port = String(proxy.port);
  pool = createPool({ url: url.href, schema: 'public', applicationName: 'test', max: 5, silentMs });
});
afterEach(async () => {
  await proxy.recover();
  await pool.end();
  await proxy.close();
  await database.drop();
});

test('in the middle of a transaction: the network falls silent, and all that it has cut off is given up at once', async () => {
  await Promise.all(Array.from({ length: 4 }, () => pool.query('select pg_sleep(0.1)')));
  expect(pool.idleCount).toBe(4);
  const failed = inTransaction(pool, async (client) => {
    proxy.silence();
    await client.query('select 1');
  });
  await expect(failed).rejects.toThrow(`has not answered for ${silentMs} ms`);
  await eventually(() => pool.totalCount === 0, { timeoutMs: silentMs - 500, what: 'an empty pool' });
  await proxy.recover();
  expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
});

test('in the middle of COPY', async () => {
  await pool.query('create table filled (number bigint)');
  const rows = new BinaryRows(1);
  rows.begin();
  rows.int8(1);
  const failed = inTransaction(pool, async (client) => {
    proxy.silence();
    await copyBinary(client, 'filled', ['number'], rows);
  });
  await expect(failed).rejects.toThrow(`has not answered for ${silentMs} ms`);
});

test('an unused connection may be silent, and one that waits for others may be for longer', async () => {
  await pool.query('select 1');
  await delay(silentMs + 200);
  expect(pool.idleCount).toBe(1);
  const client = await pool.connect();
  allowSilence(client, 10 * silentMs);
  await client.query('select pg_sleep($1)', [(silentMs + 500) / 1_000]);
  client.release();
  await expect(pool.query('select pg_sleep($1)', [(silentMs * 2) / 1_000])).rejects.toThrow('has not answered');
});
