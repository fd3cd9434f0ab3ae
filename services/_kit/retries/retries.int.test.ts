import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Admin,
  connectKafka,
  createAdmin,
  createLogReader,
  createProducer,
  type KafkaConnection,
  type KafkaHeader,
  type KafkaRecord,
} from '#server/platform/kafka/index.ts';
import { eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { createKafkaBroker } from '../broker/kafka-broker.ts';
import type { MessageBroker, Subscription } from '../broker/message-broker.ts';
import { consumeEvents } from '../consume-events.ts';
import { eventHeaders } from '../event.ts';
import { headerText } from '../read-event.ts';
import { createSampleConsumer, numberedEvent, type SampleConsumer } from '../sample-consumer.ts';
import { createSampleKit, type SampleKit } from '../sample-kit.ts';
import { sampleMessage, samplePickedUp } from '../sample-records.ts';
import { deadLetterTopic, retryTopics } from './retry-topics.ts';

const patience = { timeoutMs: 30_000 };
const roomy = { 'max.message.bytes': String(2 * 1024 * 1024) };

let kit: SampleKit;
let kafka: KafkaConnection;
let admin: Admin;
let topic: string;
let group: string;
let broker: MessageBroker;
let sample: SampleConsumer;
const prefix = topicPrefix();
let tests = 0;

beforeAll(async () => {
  kit = await createSampleKit();
  kafka = connectKafka({ brokers: testBrokers(), clientId: 'retries', logger: kit.logger });
  admin = createAdmin(kafka);
  return async () => {
    await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(prefix)));
    await admin.close();
    await kit.drop();
  };
});
beforeEach(async () => {
  await kit.clear();
  tests += 1;
  topic = `${prefix}${tests}-driver-events`;
  group = `${prefix}${tests}-sample`;
  const failureTopics = [...retryTopics(topic, group), deadLetterTopic(topic, group)];
  await admin.createTopics([
    { topic, partitions: 3 },
    ...failureTopics.map((name) => ({ topic: name, partitions: name.endsWith('.dlq') ? 3 : 1, config: roomy })),
  ]);
  open();
});
afterEach(() => broker.close());

/** A process of the service: its own member, the same group. */
function open(pace = 0.01): void {
  broker = createKafkaBroker(kafka, kit.logger);
  const poison = sample?.poison ?? new Map<string, Error>();
  sample = createSampleConsumer(kit, broker, { topic, group, pace });
  for (const [number, error] of poison) sample.poison.set(number, error);
}

const start = (): Subscription => consumeEvents(sample.setting);
const send = (...events: ReturnType<typeof numberedEvent>[]) => broker.send(topic, events.map(sampleMessage));
const handled = (effect: string) =>
  eventually(async () => (await sample.effects()).includes(effect), { ...patience, what: `${effect} to be handled` });

async function recordsOf(name: string): Promise<KafkaRecord[]> {
  const reader = createLogReader(kafka);
  const read: KafkaRecord[] = [];
  try {
    for (const end of await admin.logEnds(await admin.partitionsOf([name]))) {
      for (let next = 0n; next < end.offset; ) {
        const page = await reader.read(end, next);
        read.push(...page.records);
        next = page.next;
      }
    }
  } finally {
    await reader.close();
  }
  return read;
}

const deadLetters = (count: number) =>
  eventually(
    async () => {
      const dead = await recordsOf(deadLetterTopic(topic, group));
      return dead.length >= count && dead;
    },
    { ...patience, what: `${count} dead letters` },
  );

describe('on Kafka', () => {
  test('dead letters are the bytes that came: nulls, what is no text, doubled headers, a megabyte', async () => {
    const odd: KafkaHeader[] = [
      ['event_type', Buffer.from('delivery.picked_up')],
      ['twice', Buffer.from([0xff, 0xfe, 0])],
      ['twice', null],
      ['', Buffer.alloc(0)],
      ['n\ufffd', Buffer.from('x'), Buffer.from([0x6e, 0xc3])],
    ];
    const sent = [
      { key: null, value: null, headers: odd },
      { key: Buffer.from([0xc3, 0x28]), value: Buffer.from([0xff, 0x00, 0x7b]), headers: odd },
      { key: Buffer.alloc(0), value: Buffer.alloc(0), headers: [] },
      { key: Buffer.from('large'), value: Buffer.alloc(1_000_000, 0x7b), headers: odd },
    ];
    const producer = createProducer(kafka);
    await producer.send(topic, sent);
    await producer.close();
    start();
    const dead = await deadLetters(4);
    const before = (record: KafkaRecord) => {
      const ours = record.headers.findIndex(([name]) => name === 'dlq.version');
      return { key: record.key, value: record.value, headers: record.headers.slice(0, ours) };
    };
    const bySize = (a: { value: Buffer | null }, b: { value: Buffer | null }) =>
      (a.value?.length ?? -1) - (b.value?.length ?? -1);
    const same = dead.map(before).toSorted(bySize);
    const wanted = sent.toSorted(bySize);
    for (const [index, one] of wanted.entries()) expect(same[index]).toEqual(one);
    expect(dead.map((record) => headerText(record, 'dlq.error.stage'))).toEqual(Array(4).fill('deserialize'));
    expect(headerText(dead[0] ?? fail(), 'dlq.cluster.id')).toBe(await admin.clusterId());
  });

  test('a record on its way through the tiers keeps its flow, and holds up neither its partition nor others', async () => {
    sample.poison.set('1', new Error('1 cannot be handled'));
    start();
    await send(numberedEvent('a', '1'), numberedEvent('a', '2'), numberedEvent('b', '3'), numberedEvent('c', '4'));
    for (const effect of ['a 2', 'b 3', 'c 4']) await handled(effect);
    const [dead] = await deadLetters(1);
    const tiers = await Promise.all(retryTopics(topic, group).map(recordsOf));
    const all = [...tiers.flat(), dead ?? fail()];
    expect(tiers.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(all.map((record) => headerText(record, 'correlation_id')))).toEqual(new Set(['flow of a']));
    expect(new Set(all.map((record) => headerText(record, 'dlq.id'))).size).toBe(1);
    expect(all.map((record) => headerText(record, 'retry.attempt'))).toEqual(['1', '2', '3', undefined]);
    expect(new Set(all.map(({ value }) => String(value))).size).toBe(1);
  });

  test('a delay is waited for across a restart, and holds no transaction meanwhile', async () => {
    open(1);
    sample.poison.set('1', new Error('not now'));
    const first = start();
    await send(numberedEvent('a', '1'));
    const [retry] = await eventually(
      async () => {
        const records = await recordsOf(retryTopics(topic, group)[0] ?? '');
        return records.length > 0 && records;
      },
      { ...patience, what: 'the first retry' },
    );
    const open1 = await kit.column(
      "select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
    );
    expect(open1).toEqual(['0']);
    await first.stop();
    await broker.close();
    sample.poison.clear();
    open(1);
    start();
    await handled('a 1');
    expect(Date.now()).toBeGreaterThanOrEqual(Number(headerText(retry ?? fail(), 'retry.not-before')));
  });

  test('two members share the tiers: while one leaves, what is late comes to the other', async () => {
    open(0.2);
    for (let number = 0; number < 12; number += 1) sample.poison.set(String(number), new Error('not now'));
    start();
    const other = createKafkaBroker(kafka, kit.logger);
    const second = consumeEvents({ ...sample.setting, broker: other });
    await send(...Array.from({ length: 12 }, (_, number) => numberedEvent(`order-${number}`, String(number))));
    await eventually(async () => (await recordsOf(retryTopics(topic, group)[0] ?? '')).length >= 6, {
      ...patience,
      what: 'retries',
    });
    await second.stop();
    await other.close();
    sample.poison.clear();
    await eventually(async () => (await sample.effects()).length === 12, { ...patience, what: 'all of them' });
    expect(new Set(await sample.effects()).size).toBe(12);
  });

  test('a record replayed to the first tier is tried at once, by this group alone', async () => {
    start();
    const replay = (number: string, target: string) => {
      const event = { ...samplePickedUp('r'), data: { ...samplePickedUp('r').data, driver_name: number } };
      const envelope = Object.entries(eventHeaders(event)).map(
        ([name, text]): KafkaHeader => [name, Buffer.from(text)],
      );
      const headers: KafkaHeader[] = [...envelope, ['replay.target-group', Buffer.from(target)]];
      return { key: Buffer.from('r'), value: Buffer.from(JSON.stringify(event)), headers };
    };
    const [tier = ''] = retryTopics(topic, group);
    await broker.forward(tier, replay('1', 'other'));
    await broker.forward(tier, replay('2', group));
    await handled('r 2');
    expect(await sample.effects()).toEqual(['r 2']);
  });
});

function fail(): never {
  throw new Error('there is no such record');
}
