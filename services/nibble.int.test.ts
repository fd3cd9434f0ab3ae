import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually, testBrokers } from '#server/platform/testing/index.ts';
import {
  breakService,
  cancelOrder,
  describeTopics,
  followOrder,
  listFaults,
  mendServices,
  placeOrder,
  type StackDoors,
  slowService,
  tailTopic,
  type Verb,
} from '#server/stack/nibble/index.ts';
import { type House, serviceNames, startHouse } from './sample-house.ts';

const spans = recordSpans();
const placedSchema = z.object({ orderId: z.string(), correlationId: z.string() });

let house: House;
let said: string[];

beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
});

const find = async (): Promise<StackDoors> => ({
  web: 'http://127.0.0.1:1',
  kafka: testBrokers().join(','),
  services: new Map(serviceNames.map((name) => [name, house.urlOf(name)])),
});
const run = (verb: Verb, ...args: string[]) => verb.run(args, find);
const saidJson = () => JSON.parse(said.at(-1) ?? 'null');

describe('what is wrong is said with the next step', () => {
  test.each<[string, Verb, string[], RegExp]>([
    ['a service that is not there', breakService, ['bakery', 'slow'], /no service "bakery"[\s\S]*payments/],
    ['a fault of another service', breakService, ['payments', 'silent'], /knows no fault silent\. It knows: slow/],
    ['a share that is none', breakService, ['payments', 'refuse', '7'], /no time and no share/],
    ['an order that is not there', cancelOrder, ['NOPE-NOPE'], /NOPE-NOPE[\s\S]*Mend it with/],
    ['a restaurant that is not there', placeOrder, ['--restaurant', 'nowhere'], /nowhere/],
    ['a topic that is not there', tailTopic, ['nothing'], /no topic nothing[\s\S]*nibble -- topics/],
    ['a flag that is not there', placeOrder, ['--pizza'], /--pizza/],
  ])('%s', async (_, verb, args, sentence) => {
    await expect(run(verb, ...args)).rejects.toThrow(sentence);
  });

  test('the console that does not answer', async () => {
    await expect(run(followOrder, 'o-1')).rejects.toThrow(/Nobody answers at http:\/\/127\.0\.0\.1:1/);
  });
});

test('an order is placed and cancelled', async () => {
  expect(await run(placeOrder, '--channel', 'web', '--json')).toBe(0);
  const { orderId } = placedSchema.parse(saidJson());
  expect(await run(cancelOrder, orderId, '--json')).toBe(0);
  expect(saidJson()).toMatchObject({ status: 'cancelled' });
});

test('services are broken, shown and mended', async () => {
  expect(await run(breakService, 'payments', 'refuse', '30s', '50%')).toBe(0);
  expect(await run(slowService, 'drivers', '500ms', '2m', '--json')).toBe(0);
  expect(saidJson()).toMatchObject({ service: 'drivers', name: 'slow', ms: 500 });
  await run(listFaults, 'payments', 'drivers');
  expect(said.filter((line) => line.includes('NOW'))).toEqual([
    expect.stringMatching(/refuse .*50 % of keys/),
    expect.stringMatching(/slow .*500 ms an event/),
  ]);
  expect(await run(mendServices)).toBe(0);
  said = [];
  await run(listFaults);
  expect(said.filter((line) => line.includes('NOW'))).toEqual([]);
});

test('topics are listed, described and read', async () => {
  const topic = house.topic('order-events');
  await run(placeOrder, '--json');
  const { orderId } = placedSchema.parse(saidJson());
  await eventually(() => house.records.some(({ key }) => String(key) === orderId), { what: 'the order in its topic' });
  await run(describeTopics, topic, '--json');
  expect(saidJson()).toMatchObject({ topic, partitions: Array.from({ length: 6 }, () => expect.any(Object)) });
  said = [];
  expect(await run(tailTopic, topic, '--from-start', '--count', '1')).toBe(0);
  expect(said).toEqual([expect.stringMatching(/order\.created/)]);
});
