import { Partitioners } from 'kafkajs';
import { type KafkaConnection, openClient } from './connect-kafka.ts';

export interface OutgoingMessage {
  key: Buffer | string | null;
  value: Buffer | string | null;
  headers?: Record<string, Buffer | string>;
  /** Default: murmur2 of the key, as Java's clients do; without a key in turn. */
  partition?: number;
  /** Milliseconds since 1970; default now. */
  timestamp?: bigint;
}

/** Where a message was stored: `baseOffset` is that message's own offset. */
export interface SentMessage {
  partition: number;
  baseOffset: bigint;
}

export interface Producer {
  /** Resolves when all replicas in sync hold the messages; one entry a message, in the order given. */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<SentMessage[]>;
  close(): Promise<void>;
}

export function createProducer(connection: KafkaConnection): Producer {
  const chosen = new WeakMap<object, number>();
  const producer = openClient(connection).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 },
    createPartitioner: () => {
      const byKey = Partitioners.DefaultPartitioner();
      return (args) => {
        const partition = chosen.get(args.message) ?? byKey(args);
        chosen.set(args.message, partition);
        return partition;
      };
    },
  });
  const connected = producer.connect();
  connected.catch(() => undefined);
  return {
    send: async (topic, messages) => {
      await connected;
      const outgoing = messages.map(({ timestamp, headers, ...rest }) => ({
        ...rest,
        headers: headers ?? {},
        ...(timestamp === undefined ? {} : { timestamp: timestamp.toString() }),
      }));
      const results = await producer.send({ topic, acks: -1, messages: outgoing });
      const next = new Map(results.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? -1)]));
      return outgoing.map((message) => {
        const partition = chosen.get(message) ?? 0;
        const baseOffset = next.get(partition) ?? -1n;
        next.set(partition, baseOffset + 1n);
        return { partition, baseOffset };
      });
    },
    close: () => producer.disconnect(),
  };
}
