import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestKafka, type TestKafka } from './open-test-kafka.ts';
import { encodable } from './outgoing-message.ts';
import { ProducerLane } from './producer-lane.ts';

let kafka: TestKafka;
beforeAll(() => {
  kafka = openTestKafka();
});
afterAll(() => kafka.close());

test('a lane that had nothing to send lets its connection go, and goes on when it has', async () => {
  const name = await kafka.topic('idle-lane', 1);
  const lane = new ProducerLane(kafka.kafka, name, 50);
  const send = async (value: string) => (await lane.send([encodable({ key: null, value })]))[0]?.baseOffset;
  expect(await send('a')).toBe(0n);
  await delay(300);
  expect(await Promise.all([send('b'), send('c')])).toEqual([1n, 2n]);
  await delay(300);
  await lane.close();
  const { received } = kafka.start([name]);
  await expect.poll(() => received.texts(), { timeout: 30_000 }).toEqual(['a', 'b', 'c']);
});
