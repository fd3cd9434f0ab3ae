import { type Producer as KafkajsProducer, Partitioners } from 'kafkajs';
import { type KafkaConnection, openClient } from './connect-kafka.ts';
import { asKafkajs, type EncodableMessage } from './outgoing-message.ts';

/** Where a message was stored: `baseOffset` is that message's own offset. */
export interface SentMessage {
  partition: number;
  baseOffset: bigint;
}

export interface ProducerClient {
  /** One request at a time: sends all messages or throws. */
  send(topic: string, messages: EncodableMessage[]): Promise<SentMessage[]>;
  close(): Promise<void>;
}

// About a minute: longer than a broker takes to start again.
const retries = 60;

/** One kafkajs producer; an idempotent one is one producer id of the broker. */
export async function openProducerClient(connection: KafkaConnection, idempotent = true): Promise<ProducerClient> {
  const chosen = new WeakMap<object, number>();
  const producer = openClient(connection, retries).producer({
    idempotent,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: () => rememberingPartitioner(chosen),
  });
  await producer.connect();
  return {
    send: (topic, messages) => send(producer, chosen, topic, messages),
    close: () => producer.disconnect(),
  };
}

/** kafkajs asks again at each retry and would move messages without a key to another partition, doubling them. */
function rememberingPartitioner(chosen: WeakMap<object, number>): ReturnType<typeof Partitioners.DefaultPartitioner> {
  const byKey = Partitioners.DefaultPartitioner();
  return (given) => {
    const partition = chosen.get(given.message) ?? byKey(given);
    chosen.set(given.message, partition);
    return partition;
  };
}

async function send(
  producer: KafkajsProducer,
  chosen: WeakMap<object, number>,
  topic: string,
  messages: EncodableMessage[],
): Promise<SentMessage[]> {
  const results = await producer.send({ topic, acks: -1, messages: asKafkajs(messages) });
  const next = new Map(results.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? -1)]));
  return messages.map((message) => {
    const partition = chosen.get(message) ?? 0;
    const baseOffset = next.get(partition) ?? -1n;
    next.set(partition, baseOffset + 1n);
    return { partition, baseOffset };
  });
}
