import { randomBytes } from 'node:crypto';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { hostileTopicConfig } from './hostile-kinds.ts';
import { envelope, hostileType } from './hostile-record.ts';

/**
 * `node send-long-flow.ts BROKERS COUNT`: sends so many records under one correlation id, as a service that has only one
 * makes them, and one of another type in their midst; prints the id. For browser tests, and for looking at the page by eye.
 */
const [brokers = '127.0.0.1:9092', count = '2000'] = process.argv.slice(2);
const logger = createLogger({ name: 'hostile', level: 'silent' });
const kafka = connectKafka({ brokers: brokers.split(','), clientId: 'hostile', logger });
const token = randomBytes(4).toString('hex');
const topic = `hostile-${token}-long`;
const middle = Math.floor(Number(count) / 2);
const together = 500;

const admin = createAdmin(kafka);
await admin.createTopics([{ topic, partitions: 1, config: hostileTopicConfig }]);
await admin.close();
const messages = Array.from({ length: Number(count) }, (_, index) => {
  const type = index === middle ? 'hostile.rare' : hostileType;
  const headers = envelope(token, { event_id: `event-${token}-${index}`, event_type: type });
  return { key: `key-${token}`, value: JSON.stringify({ number: index }), headers };
});
const producer = createProducer(kafka);
for (let from = 0; from < messages.length; from += together) {
  await producer.send(topic, messages.slice(from, from + together));
}
await producer.close();
process.stdout.write(`flow-${token}\n`);
