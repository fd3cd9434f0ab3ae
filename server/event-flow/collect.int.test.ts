import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runTransaction } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { claimPositions } from './claim-positions.ts';
import { TestCollection } from './test-collection.ts';
import { createTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
let given: TestCollection;

beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(() => {
  given = new TestCollection(store);
});
afterEach(() => given.close());

describe('exactly once', () => {
  test('over restarts, with the offsets in Kafka reset or far ahead', async () => {
    const topic = await given.topic('restart', 3);
    for (const offset of [null, 0n, 1_000n]) {
      if (offset !== null) {
        const partitions = await given.admin.partitionsOf([topic]);
        await given.admin.commitOffsets(
          given.group,
          partitions.map((one) => ({ ...one, offset })),
        );
      }
      const collection = await given.start();
      await given.sendMany(topic, 300);
      await given.caughtUp();
      await given.stop(collection);
      await given.sendMany(topic, 100);
    }
    const last = await given.start();
    await given.caughtUp();
    await given.expectExactlyOnce();
    expect(await given.gaps()).toEqual([]);
    expect(last.health().written).toBe(100);
  });

  test('while collectors come and go and share the partitions', async () => {
    const topic = await given.topic('shared', 6);
    const first = await given.start();
    await given.sendMany(topic, 500);
    const second = await given.start();
    for (let i = 0; i < 5; i++) await given.sendMany(topic, 500);
    await eventually(() => second.health().partitions === 3, { timeoutMs: 20_000, what: 'shared partitions' });
    await given.sendMany(topic, 500);
    await given.stop(first);
    await given.sendMany(topic, 500);
    await given.caughtUp();
    await given.expectExactlyOnce();
  });

  test('while another process claims the partitions behind the back of the group', async () => {
    const topic = await given.topic('stolen', 2);
    const collection = await given.start();
    await given.sendMany(topic, 200);
    await given.caughtUp();
    const partitions = await given.admin.partitionsOf([topic]);
    await claimPositions(await given.store.open(), 'a zombie', partitions);
    await given.sendMany(topic, 200);
    await given.caughtUp();
    await given.expectExactlyOnce();
    expect(collection.health().state).toBe('running');
  });

  test('while the database cuts every connection and refuses new ones for a while', async () => {
    const topic = await given.topic('outage', 4);
    const collection = await given.start({ limits: { records: 100, bytes: 1_000_000, waitMs: 100 } });
    await given.sendMany(topic, 100);
    await given.caughtUp();
    const name = new URL(given.store.database.url).pathname.slice(1);
    const { admin } = given.store.database;
    await admin(`alter database ${name} with allow_connections false`);
    await admin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await given.sendMany(topic, 800, 20_000);
    const tells = () => collection.health().troubles.some(({ what }) => what.startsWith('database'));
    await eventually(tells, { what: 'the trouble is told' });
    // Back-pressure: two transactions' worth and one fetch of at most a megabyte a partition, not all that is there.
    expect(collection.health().waiting).toBeLessThan(500);
    await admin(`alter database ${name} with allow_connections true`);
    await given.caughtUp();
    await given.expectExactlyOnce();
    await eventually(() => collection.health().state === 'running', { what: 'the trouble is over' });
  });
});

describe('what Kafka has lost', () => {
  test('before the first start: reading begins at the log start, and that is no gap', async () => {
    const topic = await given.topic('begun');
    await given.sendMany(topic, 50);
    await given.admin.deleteRecords([{ topic, partition: 0, offset: 20n }]);
    await given.start();
    await given.caughtUp();
    await given.expectExactlyOnce(given.sent.slice(20));
    expect(await given.gaps()).toEqual([]);
  });

  test('while the collector was away: a recorded gap, and all that is left', async () => {
    const topic = await given.topic('away');
    const first = await given.start();
    await given.sendMany(topic, 50);
    await given.caughtUp();
    await given.stop(first);
    await given.sendMany(topic, 50);
    await given.admin.deleteRecords([{ topic, partition: 0, offset: 70n }]);
    await given.start();
    await given.caughtUp();
    await given.expectExactlyOnce([...given.sent.slice(0, 50), ...given.sent.slice(70)]);
    const [gap] = await given.gaps();
    expect(gap).toMatchObject({ place: `${topic}/0`, from: '50', to: '70' });
    expect(gap?.reason).toMatch(/^OFFSET_OUT_OF_RANGE/);
  });

  test('a topic made anew, while the collector was away: both logs are in the store, and pages are told', async () => {
    const topic = await given.topic('anew');
    const first = await given.start();
    await given.sendMany(topic, 50);
    await given.caughtUp();
    await given.stop(first);
    const before = given.sent.splice(0);
    await given.admin.deleteTopics([topic]);
    await eventually(async () => !(await given.admin.listTopics()).includes(topic), { what: 'the deletion' });
    await given.topic('anew');
    await given.sendAnew(topic, 80);
    await given.start();
    await eventually(async () => (await given.stored()).length === 130, { what: 'the records of both' });
    await given.expectExactlyOnce([...before, ...given.sent]);
    expect((await given.nextOffsets()).get(`${topic}/0`)).toBe(80n);
    expect((await given.gaps())[0]?.reason).toMatch(/^TOPIC_MADE_ANEW/);
  });

  test('a topic made anew and shorter, while the collector runs', async () => {
    const topic = await given.topic('shorter');
    const collection = await given.start();
    await given.sendMany(topic, 50);
    await given.caughtUp();
    await given.admin.deleteTopics([topic]);
    await eventually(async () => !(await given.admin.listTopics()).includes(topic), { what: 'the deletion' });
    await given.topic('shorter');
    await given.sendAnew(topic, 20);
    await eventually(async () => (await given.stored()).length === 70, {
      timeoutMs: 30_000,
      what: 'the records of both',
    });
    await given.expectExactlyOnce();
    expect(collection.health().state).toBe('running');
  });

  test('a topic made anew that outgrows what was read of the old one before anybody looks: nothing twice', async () => {
    const topic = await given.topic('outgrown');
    await given.start();
    await given.sendMany(topic, 50);
    await given.caughtUp();
    await given.admin.deleteTopics([topic]);
    await eventually(async () => !(await given.admin.listTopics()).includes(topic), { what: 'the deletion' });
    await given.topic('outgrown');
    await given.sendAnew(topic, 200);
    await eventually(async () => (await given.stored()).length >= 250, {
      timeoutMs: 30_000,
      what: 'the records of both',
    });
    await given.sendAnew(topic, 10);
    await eventually(async () => (await given.stored()).length >= 260, { timeoutMs: 30_000, what: 'all records' });
    await given.expectExactlyOnce();
    expect((await given.gaps())[0]?.reason).toMatch(/^TOPIC_MADE_ANEW/);
  });

  test('while it was reading but could not write: a recorded gap of what had not been read', async () => {
    const topic = await given.topic('slow');
    await given.start({ limits: { records: 50, bytes: 100_000, waitMs: 10 } });
    await given.sendMany(topic, 10);
    await given.caughtUp();
    const blocker = await given.store.pool.connect();
    await blocker.query('begin');
    await blocker.query('lock table block in exclusive mode');
    await given.sendMany(topic, 4_000, 1_000);
    await given.admin.deleteRecords([{ topic, partition: 0, offset: 3_990n }]);
    await blocker.query('rollback');
    blocker.release();
    await given.caughtUp();
    const [gap, ...more] = await given.gaps();
    expect(more).toEqual([]);
    const lost = given.sent.filter((_, offset) => offset >= Number(gap?.from) && offset < Number(gap?.to));
    expect(Number(gap?.to)).toBe(3_990);
    await given.expectExactlyOnce(given.sent.filter((one) => !lost.includes(one)));
  });
});

describe('legal holes stall nothing and count as read', () => {
  test('aborted transactions, markers alone at the end', async () => {
    const topic = await given.topic('holes');
    await given.start();
    await given.sendMany(topic, 5);
    const run = (outcome: 'commit' | 'abort', id: string) =>
      runTransaction(given.kafka, { id: `${given.prefix}${id}`, topic, outcome, messages: [{ key: null, value: id }] });
    await run('abort', 'a');
    await run('commit', 'b');
    await given.sendMany(topic, 5);
    await run('abort', 'c');
    await given.caughtUp();
    expect((await given.stored()).map(({ value }) => value?.toString().slice(0, 1))).toEqual([
      ...'01234',
      'b',
      ...'01234',
    ]);
    expect((await given.nextOffsets()).get(`${topic}/0`)).toBe(16n);
    expect(await given.gaps()).toEqual([]);
  });

  test('a compacted topic', async () => {
    const config = {
      'cleanup.policy': 'compact',
      'segment.ms': '100',
      'min.cleanable.dirty.ratio': '0.001',
      'max.compaction.lag.ms': '100',
      'delete.retention.ms': '100',
    };
    const topic = await given.topic('compacted', 1, config);
    const sendRound = async (round: number) => {
      const messages = Array.from({ length: 20 }, (_, i) => ({ key: `k${i}`, value: `${round}` }));
      await given.producer.send(topic, messages);
    };
    for (let round = 0; round < 5; round++) await sendRound(round);
    await given.start();
    await given.caughtUp();
    expect((await given.nextOffsets()).get(`${topic}/0`)).toBe(100n);
    expect(await given.gaps()).toEqual([]);
  });
});

describe('any record', () => {
  test.each(['gzip', 'snappy', 'lz4', 'zstd'])('packed with %s', async (codec) => {
    const topic = await given.topic(codec, 2, { 'compression.type': codec });
    await given.sendMany(topic, 500, 200);
    await given.start();
    await given.caughtUp();
    await given.expectExactlyOnce();
  });

  test('null key and value, headers out of the ordinary, a record of 1 MB, times out of range, an empty topic', async () => {
    const topic = await given.topic('odd', 1, { 'message.timestamp.after.max.ms': '9223372036854775807' });
    await given.topic('empty', 3);
    const headers = [
      ['b', '1'],
      ['a', null],
      ['b', Buffer.from([0xff, 0])],
      ['', ''],
    ] as const;
    await given.send(topic, [
      { key: null, value: null, headers },
      { key: '', value: '', timestamp: 2n ** 63n - 1n },
      { key: 'big', value: 'x'.repeat(1_000_000), timestamp: 0n },
    ]);
    await given.start();
    await given.caughtUp();
    await given.expectExactlyOnce();
    const [first, second] = await given.stored();
    expect(first?.headers).toEqual(headers.map(([name, value]) => [name, value === null ? null : Buffer.from(value)]));
    expect(first).toMatchObject({ key: null, value: null });
    expect(second).toMatchObject({ timestamp: 2n ** 63n - 1n });
  });
});

describe('what comes later', () => {
  test('topics and partitions are found, and Kafka is told how far the index is', async () => {
    const first = await given.topic('first');
    const collection = await given.start();
    await given.sendMany(first, 10);
    await given.caughtUp();
    const second = await given.topic('second');
    await given.sendMany(second, 10);
    await given.admin.addPartitions(first, 2);
    await eventually(() => collection.health().partitions === 3, { timeoutMs: 20_000, what: 'the new partitions' });
    await given.caughtUp();
    await given.expectExactlyOnce();
    await eventually(
      async () => (await given.admin.fetchOffsets(given.group)).filter(({ offset }) => offset === 10n).length === 2,
      { what: 'the offsets in Kafka' },
    );
    const sampled = async () => {
      const ends = await given.logEnds();
      return [ends.get(`${first}/0`), ends.get(`${second}/0`), ends.get(`${first}/1`)].join(' ');
    };
    await eventually(async () => (await sampled()) === '0-10 0-10 0-0', { what: 'the ends in Kafka' });
  });
});
