import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NibbleError } from '#schemas/errors.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createMemoryBroker } from './broker/memory-broker.ts';
import type { MessageBroker } from './broker/message-broker.ts';
import { consumeEvents } from './consume-events.ts';
import type { EventHandlers } from './handlers.ts';
import { headerText } from './read-event.ts';
import { deadLetterTopic, placesOf, retryTopics } from './retries/retry-topics.ts';
import { createSampleConsumer, numberedEvent, type SampleConsumer, sampleTopic } from './sample-consumer.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';
import { sampleMessage, samplePickedUp } from './sample-records.ts';

const bug = (text: string) => new Error(`${text} cannot be handled`);

const patience = { timeoutMs: 30_000 };

let kit: SampleKit;
let broker: MessageBroker;
let sample: SampleConsumer;
/** What stands in the retry tiers and among the dead letters, in the order in which it was sent. */
let passedOn: KafkaRecord[];

beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(async () => {
  await kit.clear();
  broker = createMemoryBroker();
  sample = createSampleConsumer(kit, broker);
  passedOn = [];
  const topics = [...retryTopics(sampleTopic, 'sample'), deadLetterTopic(sampleTopic, 'sample')];
  broker.subscribe({ group: 'onlooker', topics, onRecords: async (records) => void passedOn.push(...records) });
});
afterEach(() => broker.close());

const start = () => consumeEvents(sample.setting);
const send = (...events: ReturnType<typeof numberedEvent>[]) => broker.send(sampleTopic, events.map(sampleMessage));
const dead = () => passedOn.filter(({ topic }) => topic.endsWith('.dlq'));
const told = (name: string) => dead().map((record) => headerText(record, `dlq.${name}`));
const handled = (effect: string) =>
  eventually(async () => (await sample.effects()).includes(effect), { ...patience, what: `${effect} to be handled` });
const deadLetters = (count: number) =>
  eventually(() => dead().length === count, { ...patience, what: `${count} dead letters` });

test('three records are handled at a time, of however many partitions', async () => {
  const topics = ['driver-events', 'order-events', 'payment-events'];
  const orders = [...'abcdefghijkl'];
  const handledOf: string[] = [];
  let [running, most] = [0, 0];
  const handlers: EventHandlers = {
    'delivery.picked_up': async ({ data }) => {
      running += 1;
      most = Math.max(most, running);
      await delay(5);
      running -= 1;
      handledOf.push(data.order_id);
    },
  };
  const places = placesOf(topics, 'sample');
  for (const topic of topics) {
    const events = orders.flatMap((order) => [numberedEvent(order, '1'), numberedEvent(order, '2')]);
    await broker.send(topic, events.map(sampleMessage));
  }
  consumeEvents({ ...sample.setting, places, handlers });
  await eventually(() => handledOf.length === 72, { ...patience, what: 'all to be handled' });
  expect(most).toBe(3);
});

describe('an event', () => {
  test('delivered twice is handled once', async () => {
    start();
    const event = numberedEvent('a', '1');
    await send(event, event);
    await send(event, numberedEvent('a', '2'));
    await handled('a 2');
    expect(await sample.effects()).toEqual(['a 1', 'a 2']);
  });

  test('that fails leaves no trace, holds up nobody, goes through all tiers and becomes a dead letter', async () => {
    sample.poison.set('1', bug('1'));
    start();
    await send(numberedEvent('a', '1'), numberedEvent('a', '2'));
    await handled('a 2');
    await deadLetters(1);
    expect(await sample.effects()).toEqual(['a 2']);
    const topics = passedOn.map(({ topic }) => topic);
    expect(topics).toEqual([...retryTopics(sampleTopic, 'sample'), deadLetterTopic(sampleTopic, 'sample')]);
    expect(told('attempts')).toEqual(['4']);
    expect(told('error.stage')).toEqual(['handle']);
    expect(told('error.message')).toEqual(['1 cannot be handled']);
  });

  test('that fails for a while is handled once, by a tier', async () => {
    sample.poison.set('1', bug('1'));
    start();
    await send(numberedEvent('a', '1'));
    await eventually(() => passedOn.length > 0, { ...patience, what: 'the first retry' });
    sample.poison.clear();
    await handled('a 1');
    expect(await sample.effects()).toEqual(['a 1']);
    expect(dead()).toEqual([]);
  });

  test.each([
    ['a business rule refuses', new NibbleError('invalid', 'no such thing'), 'validate', 'no'],
    ['may not be', new NibbleError('forbidden', 'not yours'), 'validate', 'no'],
  ])('that %s is a dead letter at once', async (_, error, stage, retryable) => {
    sample.poison.set('1', error);
    start();
    await send(numberedEvent('a', '1'));
    await deadLetters(1);
    expect(passedOn).toHaveLength(1);
    expect([...told('error.stage'), ...told('error.retryable'), ...told('attempts')]).toEqual([stage, retryable, '1']);
  });

  test.each([
    ['broken JSON', '{"event_type":', 'deserialize', 'the value is not JSON'],
    [
      'data that does not fit',
      JSON.stringify({ ...samplePickedUp('a'), data: {} }),
      'schema',
      "/data must have required property 'order_id'",
    ],
    [
      'a version from the future',
      JSON.stringify({ ...samplePickedUp('a'), event_version: 7 }),
      'schema',
      'version 7 of delivery.picked_up is not known here',
    ],
  ])('with %s is a dead letter at once, byte by byte, and the next goes on', async (_, value, stage, error) => {
    start();
    await broker.send(sampleTopic, [{ key: 'x', value, headers: { event_type: 'delivery.picked_up', odd: 'ÿ' } }]);
    await send(numberedEvent('b', '1'));
    await handled('b 1');
    await deadLetters(1);
    expect(told('error.stage')).toEqual([stage]);
    expect(told('error.message')[0]).toContain(error);
    expect(String(dead()[0]?.value)).toBe(value);
  });

  test('of a type that nobody here handles is passed over without a word', async () => {
    start();
    await broker.send(sampleTopic, [{ key: 'x', value: 'broken', headers: { event_type: 'driver.assigned' } }]);
    await send(numberedEvent('a', '1'));
    await handled('a 1');
    expect(passedOn).toEqual([]);
  });

  test('replayed for another group is skipped, for this one handled', async () => {
    start();
    const replay = (number: string, group: string) => {
      const message = sampleMessage(numberedEvent('a', number));
      return { ...message, headers: { ...message.headers, 'replay.target-group': group } };
    };
    await broker.send(sampleTopic, [replay('1', 'other'), replay('2', 'sample')]);
    await handled('a 2');
    expect(await sample.effects()).toEqual(['a 2']);
  });
});

describe('an outage', () => {
  test('of something a handler needs passes nothing on; its partition waits and goes on in order', async () => {
    sample.poison.set('1', new NibbleError('unavailable', 'the bank does not answer'));
    start();
    await send(numberedEvent('a', '1'), numberedEvent('a', '2'));
    const paused = async () => /^nibble_outage_pauses_total [1-9]/m.test(await kit.metrics.registry.metrics());
    await eventually(paused, { ...patience, what: 'the pause' });
    sample.poison.clear();
    await handled('a 2');
    expect(await sample.effects()).toEqual(['a 1', 'a 2']);
    expect(passedOn).toEqual([]);
  });

  test('of the database passes nothing on; afterwards everything is handled', async () => {
    const name = new URL(kit.database.url).pathname.slice(1);
    start();
    await send(numberedEvent('a', '1'));
    await handled('a 1');
    await kit.database.admin(`alter database ${name} allow_connections false`);
    await kit.database.admin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await send(numberedEvent('a', '2'), numberedEvent('b', '3'));
    const isAway = () =>
      kit.pool.query('select 1').then(
        () => false,
        () => true,
      );
    await eventually(isAway, { ...patience, what: 'the outage' });
    await kit.database.admin(`alter database ${name} allow_connections true`);
    await eventually(async () => (await sample.effects()).length === 3, {
      ...patience,
      what: 'the events of the outage',
    });
    expect(passedOn).toEqual([]);
  });

  test('of Kafka while a record is passed on loses nothing: it comes again', async () => {
    const { forward } = broker;
    let failures = 2;
    broker.forward = async (...given) => {
      if (failures-- > 0) throw new NibbleError('unavailable', 'Kafka did not take the messages');
      await forward(...given);
    };
    sample.poison.set('1', bug('1'));
    start();
    await send(numberedEvent('a', '1'), numberedEvent('a', '2'));
    await handled('a 2');
    await deadLetters(1);
    expect(passedOn).toHaveLength(4);
  });
});

test('a crash between passing on and the commit only doubles: one effect, or dead letters of one id', async () => {
  const { forward } = broker;
  const crashed = new Set<string>();
  broker.forward = async (topic, record) => {
    await forward(topic, record);
    if (crashed.has(topic)) return;
    crashed.add(topic);
    throw new NibbleError('unavailable', 'the process died after the broker had taken it');
  };
  sample.poison.set('1', bug('1'));
  sample.poison.set('2', bug('2'));
  start();
  await send(numberedEvent('a', '1'), numberedEvent('b', '2'));
  await eventually(() => passedOn.length >= 3, { ...patience, what: 'retries, one of them twice' });
  sample.poison.delete('2');
  await handled('b 2');
  await eventually(() => new Set(passedOn.map(({ topic }) => topic)).size === 4 && dead().length >= 2, {
    what: 'the dead letter, twice',
  });
  expect(new Set(told('id')).size).toBe(1);
  expect(new Set(told('original.offset'))).toEqual(new Set(['0']));
  expect(await sample.effects()).toEqual(['b 2']);
});

test('a second copy of what was given up ends with it; a replay of it is tried', async () => {
  sample.poison.set('1', bug('1'));
  start();
  await send(numberedEvent('a', '1'));
  await deadLetters(1);
  // A dead letter is sent before it is noted, so that a crash in between loses nothing.
  await eventually(async () => (await kit.pool.query('select from given_up')).rowCount === 1, {
    ...patience,
    what: 'it to be noted',
  });
  sample.poison.clear();
  const [copy] = passedOn;
  const [tier = ''] = retryTopics(sampleTopic, 'sample');
  const last = dead()[0];
  if (!copy || !last) throw new Error('nothing was passed on');
  await broker.forward(tier, copy);
  // One after it in the same partition, so that the copy was looked at.
  const { key, value } = sampleMessage(numberedEvent('a', '2'));
  await broker.forward(tier, { key: Buffer.from(key), value: Buffer.from(value), headers: [] });
  await handled('a 2');
  expect(await sample.effects()).toEqual(['a 2']);
  await broker.forward(tier, { ...last, headers: [...last.headers, ['replay.id', Buffer.from('r')]] });
  await handled('a 1');
});
