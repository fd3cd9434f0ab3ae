import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlainProducer } from './create-plain-producer.ts';
import { openTestKafka, type TestKafka } from './open-test-kafka.ts';
import { createLogReader, type LogReader } from './read-log.ts';
import { runTransaction } from './run-transaction.ts';

let given: TestKafka;
let reader: LogReader;

beforeAll(() => {
  given = openTestKafka();
  reader = createLogReader(given.kafka);
});
afterAll(async () => {
  await reader.close();
  await given.close();
});

test('an offset that the log does not hold throws Kafka’s error', async () => {
  const topic = `${given.prefix}short`;
  await given.admin.createTopics([{ topic, partitions: 1 }]);
  await expect(reader.read({ topic, partition: 0 }, 5n)).rejects.toMatchObject({ type: 'OFFSET_OUT_OF_RANGE' });
});

test('reads on from page to page what read_committed sees, at the places that producers were told', async () => {
  const topic = `${given.prefix}read`;
  await given.admin.createTopics([{ topic, partitions: 2, config: { 'compression.type': 'zstd' } }]);
  const plain = await createPlainProducer(given.kafka);
  const send = (value: string) => plain.send(topic, [{ key: null, value, partition: 1 }]);
  const transact = (outcome: 'commit' | 'abort', value: string) => {
    const messages = [value, value].map((text) => ({ key: null, value: text, partition: 1 }));
    return runTransaction(given.kafka, { id: `${given.prefix}${value}`, topic, outcome, messages });
  };
  expect(await send('plain')).toEqual([{ partition: 1, baseOffset: 0n }]);
  expect((await transact('abort', 'aborted')).map(({ baseOffset }) => baseOffset)).toEqual([1n, 2n]);
  expect((await transact('commit', 'committed')).map(({ baseOffset }) => baseOffset)).toEqual([4n, 5n]);
  await plain.close();
  const seen: string[] = [];
  let next = 0n;
  while (next < 7n) {
    const page = await reader.read({ topic, partition: 1 }, next);
    seen.push(...page.records.map(({ offset, value }) => `${offset} ${value}`));
    next = page.next;
  }
  expect(seen).toEqual(['0 plain', '4 committed', '5 committed']);
  expect(await reader.read({ topic, partition: 1 }, 7n)).toEqual({ records: [], unreadable: [], next: 7n });
});
