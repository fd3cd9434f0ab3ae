import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, connectKafka, consume, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';

/**
 * `node hold-groups-in-trouble.ts BROKERS`: makes a topic of records that are five minutes old, a group that lost 50 of them
 * to retention, and one whose member stops reading after 40; prints their names as one line of JSON and keeps the member in
 * its group until it is told to end. For browser tests, and for trying the pages by eye.
 */
const [brokers = '127.0.0.1:9092'] = process.argv.slice(2);
const token = randomBytes(4).toString('hex');
const topic = `troubled-${token}`;
const names = { topic, lost: `lost-${token}`, slow: `slow-${token}`, member: `reader-${token}` };
const logger = createLogger({ name: 'trouble', level: 'silent' });
const kafka = connectKafka({ brokers: brokers.split(','), clientId: names.member, logger });
const restsMs = 3_600_000;

const admin = createAdmin(kafka);
await admin.createTopics([{ topic, partitions: 2 }]);
await sendOldRecords();
await admin.commitOffsets(names.lost, [{ topic, partition: 0, offset: 10n }]);
await admin.deleteRecords([{ topic, partition: 0, offset: 60n }]);
const reader = consume(kafka, {
  group: names.slow,
  topics: [topic],
  commit: 'auto-after-batch',
  eachBatch: async ({ partition }, { later }) => later(partition === 0 ? 70n : 30n, restsMs),
  logger,
});
await bothCommitted(admin);
await admin.close();
process.stdout.write(`${JSON.stringify(names)}\n`);
await once(process, 'SIGTERM');
await reader.stop();

async function sendOldRecords(): Promise<void> {
  const producer = createProducer(kafka);
  const timestamp = BigInt(Date.now() - 300_000);
  for (const partition of [0, 1]) {
    const messages = Array.from({ length: 100 }, (_, n) => ({ key: null, value: `{"n":${n}}`, partition, timestamp }));
    await producer.send(topic, messages);
  }
  await producer.close();
}

async function bothCommitted({ fetchOffsets }: Admin): Promise<void> {
  while ((await fetchOffsets(names.slow)).length < 2) await delay(100);
}
