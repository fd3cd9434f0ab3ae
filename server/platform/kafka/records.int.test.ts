import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { openTestKafka, type TestKafka } from './open-test-kafka.ts';
import { runTransaction } from './run-transaction.ts';

let test0: TestKafka;
const topic: TestKafka['topic'] = (...args) => test0.topic(...args);
const start: TestKafka['start'] = (...args) => test0.start(...args);

beforeAll(() => {
  test0 = openTestKafka();
});
afterAll(() => test0.close());

describe('records', () => {
  test.each(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'])('come as they were sent, %s', async (codec) => {
    const name = await topic(`codec-${codec}`, 1, {
      'compression.type': codec,
      'message.timestamp.after.max.ms': '9223372036854775807',
    });
    const messages = [
      { key: null, value: null, headers: [], timestamp: 1n },
      { key: Buffer.alloc(0), value: Buffer.alloc(0), headers: [['', Buffer.alloc(0)] as const], timestamp: 0n },
      {
        key: Buffer.from([0, 255]),
        value: Buffer.from('ab'.repeat(120_000)),
        headers: [
          ['b', Buffer.from('1')],
          ['a', null],
          ['b', Buffer.from('2')],
          ['2', Buffer.from('name of digits')],
        ] as const,
        timestamp: 2n ** 53n + 1n,
      },
    ];
    await test0.producer.send(name, messages);
    await test0.producer.send(name, [{ key: null, value: 'last', headers: [], timestamp: 5n }]);
    const { received } = start([name]);
    await eventually(() => received.records.length === 4, { what: 'four records' });
    const plain = received.records.map(({ key, value, headers, timestamp }) => ({ key, value, headers, timestamp }));
    expect(plain.slice(0, 3)).toEqual(messages);
    expect(received.records.map(({ offset }) => offset)).toEqual([0n, 1n, 2n, 3n]);
  });

  test('a record at the broker’s limit, and one with the broker’s own time', async () => {
    const name = await topic('large', 1, { 'message.timestamp.type': 'LogAppendTime' });
    const value = Buffer.alloc(1_048_588 - 72, 7);
    const before = BigInt(Date.now() - 60_000);
    await test0.producer.send(name, [{ key: null, value, timestamp: 3n }]);
    const { received } = start([name]);
    await eventually(() => received.records.length === 1, { what: 'the large record' });
    expect(received.records[0]?.value?.equals(value)).toBe(true);
    expect(received.records[0]?.timestamp).toBeGreaterThan(before);
  });

  test('keys go to the partitions that Java’s clients choose', async () => {
    const name = await topic('keys', 6);
    const sent = await test0.producer.send(
      name,
      ['foobar', '21', 'a-little-bit-long-string'].map((key) => ({ key, value: '' })),
    );
    // murmur2 as in Kafka's own UtilsTest: −790332482, −973932308, −985981536, made positive, modulo 6.
    const expected = [-790332482, -973932308, -985981536].map((hash) => (hash & 0x7fffffff) % 6);
    expect(sent.map(({ partition }) => partition)).toEqual(expected);
  });

  test('many sends at once keep their order and are told their offsets', async () => {
    const name = await topic('order');
    const sent = await Promise.all(
      Array.from({ length: 500 }, (_, i) => test0.producer.send(name, [{ key: 'k', value: String(i) }])),
    );
    expect(sent.map(([first]) => first?.baseOffset)).toEqual(Array.from({ length: 500 }, (_, i) => BigInt(i)));
    const { received } = start([name]);
    await eventually(() => received.records.length === 500, { what: 'all records' });
    expect(received.texts()).toEqual(Array.from({ length: 500 }, (_, i) => String(i)));
  });
});

describe('transactions', () => {
  test('aborted records are never seen, and the position moves over them and over markers', async () => {
    const name = await topic('transactions');
    const send = (outcome: 'commit' | 'abort', value: string) =>
      runTransaction(test0.kafka, {
        id: `${test0.prefix}${value}`,
        topic: name,
        outcome,
        messages: [{ key: null, value }],
      });
    await test0.producer.send(name, [{ key: null, value: 'plain' }]);
    await send('abort', 'aborted');
    await send('commit', 'committed');
    await send('abort', 'aborted at the end');
    const { received } = start([name]);
    await eventually(() => received.batches.at(-1)?.lastOffset === 6n, { what: 'the end of the log' });
    expect(received.texts()).toEqual(['plain', 'committed']);
    for (const [index, batch] of received.batches.entries()) {
      const before = received.batches[index - 1];
      if (before) expect(batch.fetchedOffset).toBe(before.lastOffset + 1n);
    }
  });
});
