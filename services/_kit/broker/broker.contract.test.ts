import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectKafka, createAdmin, type KafkaHeader, type KafkaRecord } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { createKafkaBroker } from './kafka-broker.ts';
import { createMemoryBroker } from './memory-broker.ts';
import type { MessageBroker, Subscription } from './message-broker.ts';

const logger = createLogger({ name: 'broker-contract', level: 'silent' });
const prefix = topicPrefix();
const topic = (name: string) => `${prefix}${name}`;
const topics = ['order', 'start', 'groups', 'fail', 'bytes', 'forward', 'later', 'resume'].map(topic);

/** The in-memory broker is one object for all; each real one is a client of the same Kafka. */
const memory = createMemoryBroker();
const kafka = () => connectKafka({ brokers: testBrokers(), clientId: 'broker-contract', logger });
const makers: [string, () => MessageBroker][] = [
  ['in memory', () => ({ ...memory, close: async () => undefined })],
  ['Kafka', () => createKafkaBroker(kafka(), logger)],
];

beforeAll(async () => {
  const admin = createAdmin(kafka());
  await admin.createTopics(topics.map((name) => ({ topic: name, partitions: 3 })));
  await admin.close();
  return async () => {
    const cleaner = createAdmin(kafka());
    await cleaner.deleteTopics(topics);
    await cleaner.close();
  };
});

describe.each(makers)('a broker %s', (_, makeBroker) => {
  const open: (MessageBroker | Subscription)[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await ('stop' in one ? one.stop() : one.close());
  });
  const start = () => {
    const broker = makeBroker();
    open.push(broker);
    return broker;
  };
  const follow = (group: string, name: string, onRecord: (record: KafkaRecord) => void) => {
    const subscription = start().subscribe({
      group: topic(group),
      topics: [topic(name)],
      onRecords: async (records) => records.forEach(onRecord),
    });
    open.push(subscription);
    return subscription;
  };
  const send = (name: string, key: string, ...values: string[]) =>
    start().send(
      topic(name),
      values.map((value) => ({ key, value, headers: { event_type: 'test' } })),
    );

  test('keeps the order of a key, and tells where each message stands', async () => {
    const seen: string[] = [];
    const values = Array.from({ length: 50 }, (_, index) => String(index));
    const positions = await send('order', 'a', ...values);
    await send('order', 'a', 'last');
    follow('order-readers', 'order', ({ value }) => void seen.push(String(value)));
    await eventually(() => seen.length === 51, { timeoutMs: 30_000, what: 'all records of the key' });
    expect(seen).toEqual([...values, 'last']);
    expect(positions.map((position) => Number(position?.offset))).toEqual(values.map(Number));
    expect(new Set(positions.map((position) => position?.partition)).size).toBe(1);
  });

  test('begins a new group at the oldest record', async () => {
    await send('start', 'k', 'before');
    const seen: string[] = [];
    follow('start-readers', 'start', ({ value }) => void seen.push(String(value)));
    await eventually(() => seen.includes('before'), { timeoutMs: 30_000, what: 'the record sent before' });
  });

  test('gives each group every record', async () => {
    const seen: Record<string, string[]> = { one: [], two: [] };
    for (const group of ['one', 'two']) follow(group, 'groups', ({ value }) => void seen[group]?.push(String(value)));
    await send('groups', 'a', 'x');
    await send('groups', 'b', 'y');
    const all = () => [seen.one?.toSorted(), seen.two?.toSorted()];
    await eventually(() => all().every((list) => list?.length === 2), { timeoutMs: 30_000, what: 'both groups' });
    expect(all()).toEqual([
      ['x', 'y'],
      ['x', 'y'],
    ]);
  });

  test('brings again, in order, what a handler did not handle; other keys go on', async () => {
    const seen: string[] = [];
    let failures = 0;
    const subscription = start().subscribe({
      group: topic('fail-readers'),
      topics: [topic('fail')],
      async onRecords(records) {
        for (const { value } of records) {
          if (String(value) === 'bad' && failures++ < 2) throw new Error('not yet');
          seen.push(String(value));
        }
      },
    });
    open.push(subscription);
    await send('fail', 'a', 'bad', 'after');
    await send('fail', 'b', 'other');
    await eventually(() => seen.includes('after') && seen.includes('other'), { timeoutMs: 30_000, what: 'all values' });
    expect(seen.filter((value) => value !== 'other')).toEqual(['bad', 'after']);
  });

  test('carries key, value and headers as bytes', async () => {
    let record: KafkaRecord | undefined;
    await start().send(topic('bytes'), [{ key: 'schlüssel', value: '{"a":"ä\\u0000"}', headers: { name: 'wërt' } }]);
    follow('bytes-readers', 'bytes', (one) => {
      record = one;
    });
    const got = await eventually(() => record, { timeoutMs: 30_000, what: 'the record' });
    expect(got.key?.toString()).toBe('schlüssel');
    expect(got.value?.toString()).toBe('{"a":"ä\\u0000"}');
    expect(got.headers.map(([name, value]) => [name, value?.toString()])).toEqual([['name', 'wërt']]);
  });

  test('passes a record on byte by byte: nulls, doubled and empty names, and what is no text', async () => {
    const headers: KafkaHeader[] = [
      ['twice', Buffer.from([0xff, 0xfe])],
      ['', null],
      ['twice', Buffer.alloc(0)],
      ['n\ufffd', Buffer.from('x'), Buffer.from([0x6e, 0xc3])],
    ];
    const records: KafkaRecord[] = [];
    await start().forward(topic('forward'), { key: Buffer.from([0xc3, 0x28]), value: null, headers });
    await start().forward(topic('forward'), { key: null, value: Buffer.from([0xff]), headers: [] });
    follow('forward-readers', 'forward', (record) => void records.push(record));
    await eventually(() => records.length === 2, { timeoutMs: 30_000, what: 'both records' });
    const [keyed, keyless] = records.toSorted((one) => (one.key ? -1 : 1));
    expect(keyed).toMatchObject({ key: Buffer.from([0xc3, 0x28]), value: null, headers });
    expect(keyless).toMatchObject({ key: null, value: Buffer.from([0xff]), headers: [] });
  });

  test('brings later what was left for later, while other partitions go on', async () => {
    const seen: string[] = [];
    const until = Date.now() + 1_500;
    const subscription = start().subscribe({
      group: topic('later-readers'),
      topics: [topic('later')],
      async onRecords(records, { later }) {
        for (const record of records) {
          const waitMs = String(record.value).startsWith('late') ? until - Date.now() : 0;
          if (waitMs > 0) return later(record, waitMs);
          seen.push(String(record.value));
        }
      },
    });
    open.push(subscription);
    await send('later', 'a', 'soon', 'late 1', 'late 2');
    await send('later', 'b', 'other');
    await eventually(() => seen.length === 2, { timeoutMs: 30_000, what: 'what is not late' });
    await eventually(() => seen.length === 4, { timeoutMs: 30_000, what: 'what is late' });
    expect(Date.now()).toBeGreaterThanOrEqual(until);
    expect(seen.toSpliced(2)).toEqual(expect.arrayContaining(['soon', 'other']));
    expect(seen.slice(2)).toEqual(['late 1', 'late 2']);
  });

  test('goes on where the group stopped, and is heard of all the time', async () => {
    const first: string[] = [];
    const second: string[] = [];
    await send('resume', 'a', '1', '2');
    const subscription = follow('resume-readers', 'resume', ({ value }) => void first.push(String(value)));
    await eventually(() => first.length === 2, { timeoutMs: 30_000, what: 'the first two' });
    expect(subscription.lastHeardAt()).toBeInstanceOf(Date);
    await subscription.stop();
    await send('resume', 'a', '3');
    follow('resume-readers', 'resume', ({ value }) => void second.push(String(value)));
    await eventually(() => second.length > 0, { timeoutMs: 30_000, what: 'the third' });
    expect(second).toEqual(['3']);
  });
});
