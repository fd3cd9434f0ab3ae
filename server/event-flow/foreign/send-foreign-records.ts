import { randomBytes } from 'node:crypto';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { foreignRecords, tripMapping } from './foreign-records.ts';

/**
 * `node send-foreign-records.ts BROKERS`: sends what platforms without our envelope would, to topics of their own, and
 * prints their names as one line of JSON. For browser tests, and for trying the mapping by eye.
 */
const [brokers = '127.0.0.1:9092'] = process.argv.slice(2);
const logger = createLogger({ name: 'foreign', level: 'silent' });
const kafka = connectKafka({ brokers: brokers.split(','), clientId: 'foreign', logger });
const admin = createAdmin(kafka);
const producer = createProducer(kafka);
const token = randomBytes(4).toString('hex');
const prefix = `foreign-${token}-`;
const records = foreignRecords(token, Date.now());
const topics = [...new Set(records.map(({ topic }) => `${prefix}${topic}`))];
await admin.createTopics(topics.map((topic) => ({ topic, partitions: 1 })));
for (const { topic, message } of records) await producer.send(`${prefix}${topic}`, [message]);
await producer.close();
await admin.close();
process.stdout.write(`${JSON.stringify({ token, prefix, topics, mapping: tripMapping(prefix) })}\n`);
