import { beforeAll, expect, test } from 'vitest';
import { type Admin, connectKafka, createAdmin } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { createTopics } from './create-topics.ts';
import { planTopics } from './plan-topics.ts';

const prefix = topicPrefix();
const orders = `${prefix}order-events`;
const retry = `${orders}.${prefix}payments.retry.1`;
const logger = createLogger({ name: 'topics', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'topics', logger });
let admin: Admin;

beforeAll(() => {
  admin = createAdmin(kafka);
  return async () => {
    const there = new Set(await admin.listTopics());
    await admin.deleteTopics(planTopics(prefix).flatMap(({ topic }) => (there.has(topic) ? [topic] : [])));
    await admin.close();
  };
});

const ours = async () => (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
const partitionsOf = async (topic: string) => (await admin.partitionsOf([topic])).length;

test('topics are made, changed where they differ, and left alone where they do not', async () => {
  await admin.createTopics([
    { topic: orders, partitions: 2, config: { 'retention.ms': '1000', 'segment.ms': '60000' } },
    { topic: retry, partitions: 3 },
  ]);
  const planned = await createTopics(kafka, prefix, { dryRun: true });
  expect(await ours()).toEqual([orders, retry].toSorted());
  expect(planned).toContain(`change ${orders}: 6 partitions (was 2)`);
  expect(planned).toContain(`change ${orders}: cleanup.policy=delete, retention.ms=604800000 (was 1000)`);
  expect(planned).toContainEqual(expect.stringMatching(/leave .*retry\.1 has 3 partitions, and Kafka cannot/));

  expect(await createTopics(kafka, prefix)).toEqual(planned);
  expect(await ours()).toEqual(
    planTopics(prefix)
      .map(({ topic }) => topic)
      .toSorted(),
  );
  // Kafka takes a change before all that it answers shows it.
  const changed = async () => {
    expect(await partitionsOf(orders)).toBe(6);
    // What nobody planned stays as somebody set it.
    expect((await admin.topicSettings([orders])).get(orders)).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '604800000',
      'segment.ms': '60000',
    });
    return true;
  };
  await eventually(changed, { timeoutMs: 20_000, what: 'the changes' });
  expect(await createTopics(kafka, prefix)).toEqual([expect.stringMatching(/^leave /)]);
});
