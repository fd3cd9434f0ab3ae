import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, eventually, type TestDatabase } from '#server/platform/testing/index.ts';
import { BinaryRows } from './binary-rows.ts';
import { copyBinary } from './copy-binary.ts';
import { copyRows } from './copy-rows.ts';
import { createPool } from './create-pool.ts';
import { inTransaction } from './in-transaction.ts';
import { listen } from './listen.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, schema: 'public', applicationName: 'test', max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const name = () => new URL(database.url).pathname.slice(1);
const endAll = () =>
  database.admin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [name()],
  );

describe('a transaction', () => {
  beforeEach(() => pool.query('create table if not exists thing (id int)'));

  test('that throws leaves nothing behind, and its connection is good again', async () => {
    const failing = inTransaction(pool, async (client) => {
      await client.query('insert into thing values (1)');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await pool.query('select from thing')).rowCount).toBe(0);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  test('whose backend dies throws, and the next one gets a new connection', async () => {
    const dying = inTransaction(pool, async (client) => {
      const query = client.query('select pg_sleep(30)');
      query.catch(() => undefined);
      await eventually(
        async () =>
          (
            await database.admin(`select from pg_stat_activity where query like 'select pg_sleep%' and datname = $1`, [
              name(),
            ])
          ).rowCount,
      );
      await endAll();
      await query;
    });
    await expect(dying).rejects.toThrow();
    expect(await inTransaction(pool, async (client) => (await client.query('select 1 as one')).rows)).toEqual([
      { one: 1 },
    ]);
  });

  test('survives the death of idle connections', async () => {
    await Promise.all([pool.query('select 1'), pool.query('select 2')]);
    await endAll();
    await eventually(async () => (await pool.query('select 3')).rowCount);
  });

  test('sees the schema that the pool was made for, and no odd name is taken for one', async () => {
    const other = createPool({ url: database.url, schema: 'elsewhere', applicationName: 'test' });
    expect((await other.query('show search_path')).rows).toEqual([{ search_path: 'elsewhere' }]);
    await other.end();
    expect(() => createPool({ url: database.url, schema: 'a; drop', applicationName: 'test' })).toThrow(/schema/);
  });
});

describe('COPY', () => {
  test('in text takes any text, bytes, list or null as it is', async () => {
    await pool.query('create table if not exists copied (n int, t text, b bytea, l text[])');
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '').toWellFormed());
    const row = fc.tuple(fc.option(text), fc.option(fc.uint8Array()), fc.array(text));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        await pool.query('truncate copied');
        const given = rows.map(([t, b, l], n) => [n, t, b && Buffer.from(b), l] as const);
        const count = await inTransaction(pool, (client) => copyRows(client, 'copied', ['n', 't', 'b', 'l'], given));
        expect(count).toBe(rows.length);
        const { rows: back } = await pool.query('select * from copied order by n');
        expect(back.map(({ n, t, b, l }) => [n, t, b, l])).toEqual(given);
      }),
      { numRuns: 30 },
    );
  });

  test('in text of many rows comes in pieces', async () => {
    await pool.query('create table if not exists many (t text)');
    const rows = Array.from({ length: 3_000 }, (_, index) => [`${index} ${'x'.repeat(500)}`]);
    expect(await inTransaction(pool, (client) => copyRows(client, 'many', ['t'], rows))).toBe(3_000);
  });

  test('in binary takes every type as it is', async () => {
    await pool.query(
      'create table if not exists slim (a smallint, b int, c bigint, d timestamptz, e uuid, f bytea, g text, h bigint)',
    );
    const int8 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const row = fc.record({
      a: fc.integer({ min: -32_768, max: 32_767 }),
      b: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      c: int8,
      d: fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      e: fc.option(fc.uuid()),
      f: fc.uint8Array({ maxLength: 5_000 }).map((array) => Buffer.from(array)),
      g: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
      h: fc.maxSafeInteger(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        await pool.query('truncate slim');
        const binary = new BinaryRows(8, 64);
        for (const { a, b, c, d, e, f, g, h } of rows) {
          binary.begin();
          binary.int2(a);
          binary.int4(b);
          binary.int8(c);
          binary.time(d.getTime());
          binary.uuid(e?.replaceAll('-', '') ?? null);
          binary.bytea(f);
          binary.text(g);
          binary.int8(h);
        }
        await inTransaction(pool, (client) => copyBinary(client, 'slim', [...'abcdefgh'], binary));
        const { rows: back } = await pool.query('select * from slim');
        expect(back.map((each) => ({ ...each, c: BigInt(each.c), h: Number(each.h) }))).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  test('that is refused fails the transaction and nothing else', async () => {
    const wrong = inTransaction(pool, (client) => copyRows(client, 'thing', ['id'], [['no number']]));
    await expect(wrong).rejects.toMatchObject({ code: '22P02' });
    const odd = new BinaryRows(1);
    odd.begin();
    odd.text('too long for an int4');
    await expect(inTransaction(pool, (client) => copyBinary(client, 'thing', ['id'], odd))).rejects.toThrow();
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  test('has no way to write what is no number or key', () => {
    const rows = new BinaryRows(1);
    expect(() => rows.int8(0.5)).toThrow(RangeError);
    expect(() => rows.uuid('xyz')).toThrow(RangeError);
  });
});

describe('migrations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'nibble-')), 'room', 'tables');
    await mkdir(folder, { recursive: true });
    return () => rm(join(folder, '..', '..'), { recursive: true });
  });
  const file = async (fileName: string, sql: string) => {
    await writeFile(join(folder, fileName), sql);
    return join(folder, fileName);
  };
  const run = (schema: string, files: string[]) => migrate({ url: database.url, schema, files });

  test('run once, in order, also when several processes start at once', async () => {
    const files = [
      await file('0001-a.sql', 'create table a (id int)'),
      await file('0002-b.sql', 'alter table a add column b int'),
    ];
    const ran = await Promise.all([run('once', files), run('once', files), run('once', files)]);
    expect(ran.flat()).toEqual(['room/0001-a.sql', 'room/0002-b.sql']);
    const whole = new URL(`file://${folder}/`);
    expect(await migrate({ url: database.url, schema: 'once', files: whole })).toEqual([]);
  });

  test('that fail leave nothing, and can be mended', async () => {
    const broken = await file('0001-a.sql', 'create table a (id int); select nonsense;');
    await expect(run('mended', [broken])).rejects.toMatchObject({
      code: 'internal',
      detail: expect.stringContaining('room/0001-a.sql'),
    });
    await file('0001-a.sql', 'create table a (id int)');
    expect(await run('mended', [broken])).toEqual(['room/0001-a.sql']);
  });

  test('that were changed after they ran are refused, but not for their line endings', async () => {
    const path = await file('0001-a.sql', 'create table a (\n id int)');
    await run('changed', [path]);
    await file('0001-a.sql', 'create table a (\r\n id int)');
    expect(await run('changed', [path])).toEqual([]);
    await file('0001-a.sql', 'create table a (id bigint)');
    await expect(run('changed', [path])).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('LISTEN', () => {
  test('goes on after its connection was cut, and tells that something may have been missed', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    let gaps = 0;
    const listener = listen({
      url: database.url,
      channels: ['odd "channel"'],
      onMessage: (channel, payload) => heard.push(`${channel} ${payload}`),
      onGap: () => {
        gaps += 1;
      },
      signal: stop.signal,
    });
    await listener.ready;
    await pool.query(`select pg_notify('odd "channel"', 'first')`);
    await eventually(() => heard.length === 1);
    await endAll();
    await eventually(() => gaps === 1);
    await eventually(async () => (await pool.query(`select pg_notify('odd "channel"', 'second')`)).rowCount);
    await eventually(() => heard.includes('odd "channel" second'));
    stop.abort();
    await listener.closed;
    expect(listener.connected()).toBe(false);
  });

  test('of a server that is not there ends with its signal', async () => {
    const stop = new AbortController();
    const listener = listen({
      url: 'postgres://nobody@127.0.0.1:1/none',
      channels: ['a'],
      onMessage: () => undefined,
      onGap: () => undefined,
      signal: stop.signal,
    });
    stop.abort();
    await Promise.all([listener.ready, listener.closed]);
    expect(listener.connected()).toBe(false);
  });
});
