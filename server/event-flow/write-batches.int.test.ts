import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '#server/platform/db/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { eventually, topicPrefix } from '#server/platform/testing/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { getRecord } from './get-record.ts';
import { recordGap } from './record-gap.ts';
import { recordProblems } from './record-problems.ts';
import { batchOf, count, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let topic: string;
const ofTopic = `event where topic = (select id from word where kind = 1 and text = $1)`;
const stored = () => count(store.pool, ofTopic, [topic]);

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
});
afterAll(() => store.close());
beforeEach(async () => {
  topic = topicPrefix();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
});

function records(length: number, of: Partial<KafkaRecord> = {}): KafkaRecord[] {
  return Array.from({ length }, () => sampleRecord({}, of));
}
const write = (from: bigint, length: number, fetchedOffset = from) =>
  writeBatches(state, { owner: 'me', batches: [batchOf(records(length), { topic, from, fetchedOffset })] });
const positions = (owner: string) => claimPositions(state, owner, [{ topic, partition: 0 }]);

describe('exactly once', () => {
  test('what is fetched again is dropped, also in part', async () => {
    await write(0n, 5);
    expect(await write(0n, 5)).toMatchObject({ written: 0, dropped: 5, refused: [] });
    expect(await write(3n, 5)).toMatchObject({
      written: 3,
      dropped: 2,
      nextOffsets: [{ topic, partition: 0, offset: 8n }],
    });
    expect(await stored()).toBe(8);
  });

  test('a fetch above the next offset is refused and told where to read on', async () => {
    await write(0n, 2);
    expect(await write(4n, 2)).toMatchObject({
      written: 0,
      refused: [{ topic, partition: 0, reason: 'gap', seekTo: 2n }],
    });
    expect(await stored()).toBe(2);
  });

  test('an offset that holds no record may be passed', async () => {
    await write(10n, 2, 7n);
    expect((await positions('me')).get(`${topic}/0`)).toBe(12n);
  });

  test('a partition that another has claimed is refused, the other one is written', async () => {
    await positions('other');
    await claimPositions(state, 'me', [{ topic, partition: 1 }]);
    const batches = [batchOf(records(1), { topic }), batchOf(records(1), { topic, partition: 1 })];
    const result = await writeBatches(state, { owner: 'me', batches });
    expect(result).toMatchObject({ written: 1, refused: [{ partition: 0, reason: 'not_owned', seekTo: null }] });
    expect(result.nextOffsets).toEqual([{ topic, partition: 1, offset: 1n }]);
  });

  test('two that both think they own a partition write each record once', async () => {
    const rival = await store.open();
    const batches = [batchOf(records(300), { topic })];
    await Promise.all([
      writeBatches(state, { owner: 'me', batches }),
      writeBatches(rival, { owner: 'me', batches }),
      positions('other').then(() => writeBatches(rival, { owner: 'other', batches })),
      writeBatches(state, { owner: 'me', batches }),
    ]);
    expect(await stored()).toBe(300);
  });

  test('a backend that dies in the middle leaves nothing, and the next try writes all', async () => {
    const killer = new Error('killed');
    const half = inTransaction(store.pool, async (client) => {
      await client.query('select from index_offset for update');
      await client.query(`insert into event select * from event limit 0`);
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await store.database.admin('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await client.query('select 1').catch(() => undefined);
      throw killer;
    });
    await expect(half).rejects.toBe(killer);
    expect(await write(0n, 3)).toMatchObject({ written: 3 });
  });

  test('backends killed at random moments lose and repeat nothing', async () => {
    const killing = killWriters();
    let next = 0n;
    let failures = 0;
    // A quick machine may write them all before the first blow: it goes on until one has hit.
    while (next < 3_000n || failures === 0) {
      try {
        const { nextOffsets } = await write(next, 150);
        next = nextOffsets[0]?.offset ?? next;
      } catch {
        failures += 1;
      }
    }
    await killing.stop();
    const { rows } = await store.pool.query(
      `select count(distinct record_offset)::int as offsets, count(*)::int as rows from ${ofTopic}`,
      [topic],
    );
    expect(rows[0]).toEqual({ offsets: Number(next), rows: Number(next) });
    expect(failures).toBeGreaterThan(0);
  });

  test('a claim cuts off an owner that froze in the middle of COPY', async () => {
    const frozen = new pg.Client({ connectionString: store.database.url, options: '-c search_path=console' });
    frozen.on('error', () => undefined);
    await frozen.connect();
    await frozen.query('begin');
    await frozen.query('select from index_offset order by topic, record_partition for update');
    const copy = frozen.query(copyFrom('copy gap from stdin'));
    copy.on('error', () => undefined);
    await eventually(
      async () =>
        (
          await store.database.admin(
            `select from pg_stat_activity where wait_event = 'ClientRead' and query like 'copy gap%'`,
          )
        ).rowCount,
      {
        what: 'the COPY to wait for its client',
      },
    );
    expect((await positions('other')).get(`${topic}/0`)).toBeNull();
    await expect(frozen.query('select 1')).rejects.toThrow();
  });

  test('a missing table partition is made when a record needs it', async () => {
    const { rows } = await store.pool.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'event'::regclass`,
    );
    for (const { name } of rows) await store.pool.query(`alter table event detach partition ${name}`);
    for (const { name } of rows) await store.pool.query(`drop table ${name}`);
    expect(await write(0n, 2)).toMatchObject({ written: 2 });
  });
});

describe('gaps', () => {
  test('are recorded once, move the next offset on, and only for the owner', async () => {
    await write(0n, 2);
    const report = { owner: 'me', topic, partition: 0, from: 2n, to: 50n, reason: 'out of range' };
    expect(await recordGap(state, { ...report, owner: 'other' })).toBeNull();
    expect(await recordGap(state, report)).toBe(50n);
    expect(await recordGap(state, report)).toBe(50n);
    expect(await write(50n, 1)).toMatchObject({ written: 1 });
    const gaps = await store.pool.query(
      'select from_offset, to_offset, reason from gap where topic = (select id from word where kind = 1 and text = $1)',
      [topic],
    );
    expect(gaps.rows).toEqual([{ from_offset: '2', to_offset: '50', reason: 'out of range' }]);
  });

  test('of records that could not be decoded are told, without a halt', async () => {
    const batch = batchOf(records(2), { topic });
    const unreadable = [{ from: 2n, to: 4n, reason: 'damaged batch\0' }];
    await writeBatches(state, { owner: 'me', batches: [{ ...batch, lastOffset: 6n, unreadable }] });
    await writeBatches(state, { owner: 'me', batches: [{ ...batch, lastOffset: 6n, unreadable }] });
    const gaps = await store.pool.query('select from_offset, to_offset from gap where reason = $1', ['damaged batch']);
    expect(gaps.rows).toEqual([{ from_offset: '2', to_offset: '5' }]);
    expect((await positions('me')).get(`${topic}/0`)).toBe(7n);
  });
});

describe('any record', () => {
  const read = async (offset: bigint) => await getRecord(store.pool, { topic, partition: 0, offset: String(offset) });

  test.each([-1n, 2n ** 63n - 1n, -(2n ** 63n), 253_402_300_799_000n])(
    'with the clock at %s is stored now',
    async (timestamp) => {
      const record = sampleRecord({ time: '9999-12-31T23:59:59Z' }, { timestamp });
      await writeBatches(state, { owner: 'me', batches: [batchOf([record], { topic })] });
      const { rows } = await store.pool.query(
        `select abs(extract(epoch from now() - ts)) < 60 as now, flags from ${ofTopic}`,
        [topic],
      );
      expect(rows[0].now).toBe(true);
      expect(rows[0].flags & recordProblems.implausibleTimestamp).toBeTruthy();
      expect(rows[0].flags & recordProblems.implausibleEventTime).toBeTruthy();
    },
  );

  test('of 3 MB, and many headers, are stored', async () => {
    const large = Buffer.alloc(3_000_000, 'x');
    const headers = Array.from({ length: 1_000 }, (_, index): [string, Buffer] => [`h${index % 7}`, Buffer.from('v')]);
    const some = [
      sampleRecord({}, { value: large }),
      sampleRecord({}, { headers }),
      sampleRecord({}, { value: large }),
    ];
    await writeBatches(state, { owner: 'me', batches: [batchOf(some, { topic })] });
    expect((await read(2n))?.value?.bytes).toBe(3_000_000);
    expect((await read(1n))?.headers).toHaveLength(1_000);
  });
});

describe('rows of one batch agree', () => {
  test('every event has its block, in its hour, in a position that the block has', async () => {
    const hour = 3_600_000;
    const spread = Array.from({ length: 700 }, (_, index) =>
      sampleRecord({}, { timestamp: BigInt(Date.now() - (index % 50) * hour) }),
    );
    await writeBatches(state, { owner: 'me', batches: [batchOf(spread, { topic })] });
    const { rows } = await store.pool.query(
      `select count(*)::int as events, count(b.id)::int as with_block,
              count(*) filter (where e.position < b.records)::int as in_block
         from (select * from ${ofTopic}) e left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts)`,
      [topic],
    );
    expect(rows[0]).toEqual({ events: 700, with_block: 700, in_block: 700 });
  });

  test('a business key stands once for a flow, however many of its events name it', async () => {
    const correlation = randomUUID();
    const some = Array.from({ length: 20 }, () =>
      sampleRecord({ correlation, data: { order_id: 'o-1' } }, { key: null }),
    );
    await writeBatches(state, { owner: 'me', batches: [batchOf(some.slice(0, 10), { topic })] });
    await writeBatches(state, { owner: 'me', batches: [batchOf(some.slice(10), { topic, from: 10n })] });
    expect(await count(store.pool, 'ref where correlation = $1', [correlation])).toBe(1);
  });
});

/** Ends a backend of the pool now and then, as a crash would. */
function killWriters() {
  let running = true;
  const killing = (async () => {
    while (running) {
      await store.database.admin(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'test' and state <> 'idle' and datname = $1 and random() < 0.3`,
        [new URL(store.database.url).pathname.slice(1)],
      );
    }
  })();
  return {
    stop: async () => {
      running = false;
      await killing;
    },
  };
}
