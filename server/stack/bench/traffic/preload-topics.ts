import {
  createAdmin,
  createProducer,
  type KafkaConnection,
  type OutgoingMessage,
} from '#server/platform/kafka/index.ts';
import { type FlowTraffic, partitionsPerTopic, topicNames } from './make-flows.ts';

const together = 500;
// What is made and not yet taken by the broker, so that millions of records do not lie in memory.
const mostWaiting = 40_000;

export async function createTrafficTopics(kafka: KafkaConnection): Promise<void> {
  const admin = createAdmin(kafka);
  await admin.createTopics(topicNames.map((topic) => ({ topic, partitions: partitionsPerTopic })));
  await admin.close();
}

/** Sends so many events as fast as the broker takes them; each request holds many records of few partitions. */
export async function preloadTopics(kafka: KafkaConnection, traffic: FlowTraffic, events: number): Promise<void> {
  const producer = createProducer(kafka);
  const lines = new Map<string, OutgoingMessage[]>();
  const sending = new Set<Promise<unknown>>();
  let waiting = 0;
  const send = (topic: string, messages: OutgoingMessage[]) => {
    waiting += messages.length;
    const sent = producer.send(topic, messages).finally(() => {
      waiting -= messages.length;
      sending.delete(sent);
    });
    sending.add(sent);
  };
  for (let made = 0; made < events; made += 1) {
    const { topic, partition, message } = traffic.next();
    const line = lines.get(`${topic}/${partition}`) ?? [];
    lines.set(`${topic}/${partition}`, line);
    line.push(message);
    if (line.length >= together) send(topic, line.splice(0));
    while (waiting > mostWaiting) await Promise.race(sending);
  }
  for (const [key, line] of lines) if (line.length > 0) send(key.slice(0, key.indexOf('/')), line);
  await Promise.all(sending);
  await producer.close();
}
