import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connectKafka, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';

export type Flows = {
  /** Makes so many flows of one event each, one after the other; gives when each was sent (ms of `performance.now()`). */
  make(count: number, everyMs: number): Promise<Map<string, number>>;
  close(): Promise<void>;
};

const topic = 'tab-events';

/** Records of flows for the collector to find, as any service would send them. */
export async function openFlows(brokers: string): Promise<Flows> {
  const logger = createLogger({ name: 'trial', level: 'silent' });
  const kafka = connectKafka({ brokers: [brokers], clientId: 'tabs', logger });
  const admin = createAdmin(kafka);
  await admin.createTopics([{ topic, partitions: 2 }]);
  const producer = createProducer(kafka);
  return {
    make: async (count, everyMs) => {
      const sentAt = new Map<string, number>();
      for (let index = 0; index < count; index++) {
        const id = randomUUID();
        sentAt.set(id, performance.now());
        await producer.send(topic, [{ key: id, value: eventOf(id) }]);
        await delay(everyMs);
      }
      return sentAt;
    },
    close: async () => {
      await Promise.all([producer.close(), admin.close()]);
    },
  };
}

function eventOf(correlationId: string): string {
  return JSON.stringify({
    event_id: randomUUID(),
    event_type: 'tab.opened',
    event_version: 1,
    event_time: new Date().toISOString(),
    source_service: 'tabs',
    correlation_id: correlationId,
    data: {},
  });
}
