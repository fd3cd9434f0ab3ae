import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';

const floodTopic = 'flood-events';

/** A steady stream of records beside the orders, more than the collector may hold back in memory during an outage. */
export async function startFlood(brokers: string, perSecond: number) {
  const logger = createLogger({ name: 'flood', level: 'silent' });
  const kafka = connectKafka({ brokers: [brokers], clientId: 'flood', logger });
  const admin = createAdmin(kafka);
  await admin.createTopics([{ topic: floodTopic, partitions: 3 }]);
  const producer = createProducer(kafka);
  const stopping = new AbortController();
  let sent = 0;
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const messages = Array.from({ length: Math.ceil(perSecond / 5) }, () => record());
      await producer.send(floodTopic, messages).then(
        () => {
          sent += messages.length;
        },
        () => undefined,
      );
      await delay(200, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    sent: () => sent,
    stop: async () => {
      stopping.abort();
      await loop;
      await producer.close();
      await admin.close();
    },
  };
}

/** Of no flow, so that the list of flows is left to the orders. */
function record() {
  return { key: randomUUID(), value: JSON.stringify({ reading: 'x'.repeat(500) }) };
}
