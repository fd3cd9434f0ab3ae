import { randomBytes } from 'node:crypto';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { hostileKinds, hostileTopicConfig } from './hostile-kinds.ts';

/**
 * `node send-hostile-records.ts BROKERS`: sends one record of every kind, a topic a subject, and prints where each stands
 * and what its page must show, as one line of JSON. For browser tests, and for looking at the pages by eye.
 */
const [brokers = '127.0.0.1:9092'] = process.argv.slice(2);
const logger = createLogger({ name: 'hostile', level: 'silent' });
const kafka = connectKafka({ brokers: brokers.split(','), clientId: 'hostile', logger });
const admin = createAdmin(kafka);
const producer = createProducer(kafka);
const token = randomBytes(4).toString('hex');
const sent: object[] = [];

for (const [subject, kinds] of Object.entries(hostileKinds)) {
  const topic = `hostile-${token}-${subject}`;
  await admin.createTopics([{ topic, partitions: 1, config: hostileTopicConfig }]);
  for (const [index, { name, make }] of kinds.entries()) {
    const { message, ids, shows, says, problems } = make(`${token}-${subject}-${index}`);
    const [place] = await producer.send(topic, [message]);
    sent.push({ subject, name, topic, partition: 0, offset: String(place?.baseOffset), ids, shows, says, problems });
  }
}
await producer.close();
await admin.close();
process.stdout.write(`${JSON.stringify(sent)}\n`);
