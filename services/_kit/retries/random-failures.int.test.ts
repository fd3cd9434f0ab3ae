import { beforeAll, beforeEach, expect, test } from 'vitest';
import { NibbleError } from '#schemas/errors.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { createRandom, type Random } from '#server/platform/random/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createMemoryBroker } from '../broker/memory-broker.ts';
import type { MessageBroker } from '../broker/message-broker.ts';
import { consumeEvents } from '../consume-events.ts';
import { inOrder } from '../handlers.ts';
import { startLoop } from '../loop.ts';
import { createSampleConsumer, numberedEvent, sampleTopic } from '../sample-consumer.ts';
import { createSampleKit, type SampleKit } from '../sample-kit.ts';
import { sampleMessage } from '../sample-records.ts';
import { handleHeld } from './handle-held.ts';
import { deadLetterTopic } from './retry-topics.ts';

const events = 120;
const keys = 12;

let kit: SampleKit;
beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(() => kit.clear());

test.each([1, 2, 3])(
  'whatever fails, each event is handled once or given up, in the order of its key (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    const broker = createMemoryBroker();
    const dead: KafkaRecord[] = [];
    const { setting, effects } = createSampleConsumer(kit, broker, { pace: 0.001 });
    setting.handlers = inOrder({
      'delivery.picked_up': async ({ data }, { client }) => {
        await client.query('insert into effect (order_id) values ($1)', [`${data.order_id} ${data.driver_name}`]);
        const dice = random.share();
        if (dice < 0.35) throw new Error('not now');
        if (dice < 0.4) throw new NibbleError('unavailable', 'the bank does not answer');
      },
    });
    makeUnreliable(broker, random);
    const sent = Array.from({ length: events }, (_, number) =>
      numberedEvent(`order-${random.whole(1, keys)}`, String(number)),
    );
    for (const event of sent) {
      await broker.send(sampleTopic, [sampleMessage(event)]);
      if (random.share() < 0.1) await broker.send(sampleTopic, [sampleMessage(event)]);
    }
    broker.subscribe({
      group: 'onlooker',
      topics: [deadLetterTopic(sampleTopic, 'sample')],
      onRecords: async (records) => void dead.push(...records),
    });
    const { logger } = kit;
    const round = async () => ((await handleHeld(setting)) ? 0 : 20);
    const held = startLoop({ name: 'held', logger, afterErrorMs: 20, round });
    consumeEvents({ ...setting, onRelease: () => held.wake() });
    const deadNumbers = () => new Set(dead.map(({ value }) => JSON.parse(String(value)).data.driver_name));
    const leftovers = () => kit.column('select (select count(*) from failed_key) + (select count(*) from held_record)');
    try {
      await eventually(
        async () => {
          // An event that came twice may have been handled by one record and given up by the other: it counts once.
          const done = (await effects()).map((effect) => effect.split(' ')[1]);
          return deadNumbers().union(new Set(done)).size >= events && (await leftovers())[0] === '0';
        },
        { timeoutMs: 50_000, everyMs: 100, what: 'all of them' },
      );
    } finally {
      await held.stop();
      await broker.close();
    }
    const handled = await effects();
    expect(new Set(handled).size).toBe(handled.length);
    const given = deadNumbers();
    const expected = sent.map(({ data }) => `${data.order_id} ${data.driver_name}`);
    const lost = expected.filter((effect) => !handled.includes(effect) && !given.has(effect.split(' ')[1]));
    expect(lost).toEqual([]);
    for (const [, ofKey] of Map.groupBy(handled, (effect) => effect.split(' ')[0])) {
      const numbers = ofKey.map((effect) => Number(effect.split(' ')[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  },
);

/** Passing on fails now and then, before Kafka has taken the record or after. */
function makeUnreliable(broker: MessageBroker, random: Random): void {
  const { forward } = broker;
  broker.forward = async (topic, record) => {
    const dice = random.share();
    if (dice < 0.03) throw new NibbleError('unavailable', 'Kafka did not take it');
    await forward(topic, record);
    if (dice > 0.97) throw new NibbleError('unavailable', 'the process died after Kafka had taken it');
  };
}
