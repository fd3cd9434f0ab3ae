import { setTimeout as wait } from 'node:timers/promises';
import { createProducer, type KafkaConnection, type OutgoingMessage } from '#server/platform/kafka/index.ts';
import type { FlowTraffic } from './make-flows.ts';

export type SteadyTraffic = {
  /** Taken by the broker so far. */
  sent(): number;
  /** Ends the traffic; gives how many were sent and over how many seconds. */
  stop(): Promise<{ sent: number; seconds: number }>;
};

const everyMs = 20;

/** Sends so many events a second, spread evenly, until it is stopped. What a slow broker delays is made good later. */
export function sendSteadily(kafka: KafkaConnection, traffic: FlowTraffic, perSecond: number): SteadyTraffic {
  const producer = createProducer(kafka);
  const stopping = new AbortController();
  const sending = new Set<Promise<unknown>>();
  const startedAt = performance.now();
  let begun = 0;
  let sent = 0;
  const send = (topic: string, messages: OutgoingMessage[]) => {
    const taken = producer.send(topic, messages).then(() => {
      sent += messages.length;
      sending.delete(taken);
    });
    sending.add(taken);
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) - begun;
      begun += due;
      const made = Array.from({ length: due }, () => traffic.next());
      for (const [topic, ofTopic] of Map.groupBy(made, (event) => event.topic))
        send(
          topic,
          ofTopic.map(({ message }) => message),
        );
      await wait(everyMs);
    }
    await Promise.all(sending);
    await producer.close();
  }

  const running = run();
  return {
    sent: () => sent,
    stop: async () => {
      stopping.abort();
      const seconds = (performance.now() - startedAt) / 1_000;
      await running;
      return { sent, seconds };
    },
  };
}
