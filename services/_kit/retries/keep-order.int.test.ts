import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NibbleError } from '#schemas/errors.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createMemoryBroker } from '../broker/memory-broker.ts';
import type { MessageBroker } from '../broker/message-broker.ts';
import { consumeEvents } from '../consume-events.ts';
import { createSampleConsumer, numberedEvent, type SampleConsumer, sampleTopic } from '../sample-consumer.ts';
import { createSampleKit, type SampleKit } from '../sample-kit.ts';
import { sampleMessage } from '../sample-records.ts';
import { handleHeld } from './handle-held.ts';

const patience = { timeoutMs: 30_000 };

let kit: SampleKit;
let broker: MessageBroker;
let sample: SampleConsumer;

beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(async () => {
  await kit.clear();
  broker = createMemoryBroker();
  sample = createSampleConsumer(kit, broker, { order: true, pace: 0.02 });
});
afterEach(() => broker.close());

const send = (...events: ReturnType<typeof numberedEvent>[]) => broker.send(sampleTopic, events.map(sampleMessage));
const held = () =>
  kit.column("select convert_from(value, 'UTF8')::json -> 'data' ->> 'driver_name' from held_record order by id");
const failedKeys = () => kit.column('select count(*) from failed_key');
const drain = async () => {
  while (await handleHeld(sample.setting));
};
const fail = (...numbers: string[]) => {
  for (const number of numbers) sample.poison.set(number, new Error(`${number} cannot be handled`));
};

test('later events of a key wait behind one that failed, other keys go on, and the order is kept', async () => {
  fail('1');
  consumeEvents(sample.setting);
  await send(numberedEvent('a', '1'), numberedEvent('a', '2'), numberedEvent('b', '1b'), numberedEvent('a', '3'));
  await eventually(async () => (await held()).length === 2, { ...patience, what: 'two events that wait' });
  await eventually(async () => (await sample.effects()).length === 1, { ...patience, what: 'the other key' });
  await drain();
  expect(await sample.effects()).toEqual(['b 1b']);
  sample.poison.clear();
  await eventually(async () => (await sample.effects()).includes('a 1'), { ...patience, what: 'the failed event' });
  await send(numberedEvent('a', '4'));
  await eventually(async () => (await held()).length === 3, {
    ...patience,
    what: 'the newest one to queue behind those that wait',
  });
  await drain();
  expect(await sample.effects()).toEqual(['b 1b', 'a 1', 'a 2', 'a 3', 'a 4']);
  await send(numberedEvent('a', '5'));
  await eventually(async () => (await sample.effects()).includes('a 5'), {
    ...patience,
    what: 'the key in order again',
  });
  expect(await failedKeys()).toEqual(['0']);
});

test('one that is given up lets the next of its key go on, which may fail in turn', async () => {
  fail('1', '2');
  consumeEvents(sample.setting);
  await send(numberedEvent('a', '1'), numberedEvent('a', '2'), numberedEvent('a', '3'));
  await eventually(
    async () => {
      await drain();
      return (await sample.effects()).length === 1;
    },
    { ...patience, what: 'the third event' },
  );
  expect(await sample.effects()).toEqual(['a 3']);
  expect(await held()).toEqual([]);
  expect(await failedKeys()).toEqual(['0']);
});

test('one that is refused outright holds up nobody', async () => {
  sample.poison.set('1', new NibbleError('invalid', 'no'));
  consumeEvents(sample.setting);
  await send(numberedEvent('a', '1'), numberedEvent('a', '2'));
  await eventually(async () => (await sample.effects()).includes('a 2'), { ...patience, what: 'the next event' });
  expect(await failedKeys()).toEqual(['0']);
});

test('a held one that failed just before a crash comes again, and those behind it wait for it', async () => {
  fail('1', '2');
  consumeEvents(sample.setting);
  await send(numberedEvent('a', '1'), numberedEvent('a', '2'), numberedEvent('a', '3'));
  await eventually(async () => (await held()).length === 2, { ...patience, what: 'two events that wait' });
  sample.poison.delete('1');
  await eventually(async () => (await sample.effects()).includes('a 1'), { ...patience, what: 'the first event' });
  const { forward } = broker;
  broker.forward = async () => {
    throw new NibbleError('unavailable', 'the process died before the broker took it');
  };
  await expect(handleHeld(sample.setting)).rejects.toThrow('died');
  expect(await held()).toEqual(['2', '3']);
  expect(await failedKeys()).toEqual(['1']);
  broker.forward = forward;
  sample.poison.clear();
  await drain();
  expect(await sample.effects()).toEqual(['a 1', 'a 2', 'a 3']);
  expect(await failedKeys()).toEqual(['0']);
});

test('what is held keeps its bytes, headers that are no text among them', async () => {
  fail('1');
  const message = sampleMessage(numberedEvent('a', '2'));
  consumeEvents(sample.setting);
  await send(numberedEvent('a', '1'));
  await eventually(async () => (await failedKeys())[0] === '1', { ...patience, what: 'the failed event' });
  const odd = { key: Buffer.from(message.key), value: Buffer.from(message.value) };
  await broker.forward(sampleTopic, {
    ...odd,
    headers: [
      ['x', null],
      ['x', Buffer.from([0xff, 0])],
      ['\u0000', Buffer.from('zero')],
      ['n\ufffd', Buffer.alloc(0), Buffer.from([0x6e, 0xc3])],
    ],
  });
  await eventually(async () => (await held()).length === 1, { ...patience, what: 'the held event' });
  const sent: unknown[] = [];
  const { forward } = broker;
  broker.forward = async (to, record) => {
    const { key, value, headers } = record;
    if (value?.equals(odd.value)) sent.push({ key, value, headers: headers.slice(0, 4) });
    else await forward(to, record);
  };
  fail('2');
  sample.poison.delete('1');
  await eventually(async () => (await sample.effects()).includes('a 1'), { ...patience, what: 'the failed event' });
  await drain();
  expect(sent).toEqual([
    {
      ...odd,
      headers: [
        ['x', null],
        ['x', Buffer.from([0xff, 0])],
        ['\u0000', Buffer.from('zero')],
        ['n\ufffd', Buffer.alloc(0), Buffer.from([0x6e, 0xc3])],
      ],
    },
  ]);
});
