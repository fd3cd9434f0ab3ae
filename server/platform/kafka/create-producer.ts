import { type Producer as KafkajsProducer, type Message, Partitioners } from 'kafkajs';
import { NibbleError } from '#schemas/errors.ts';
import { type KafkaConnection, openClient } from './connect-kafka.ts';
import { type EncodableMessage, encodable, type OutgoingMessage, sizeOf } from './outgoing-message.ts';

/** Where a message was stored: `baseOffset` is that message's own offset. */
export interface SentMessage {
  partition: number;
  baseOffset: bigint;
}

export interface Producer {
  /**
   * Resolves when all replicas in sync hold the messages; one entry a message, in the order given. Calls are sent in the
   * order they were made, several in one request where they wait. Kafka being away is tried over for about a minute.
   * Throws `invalid` for messages that Kafka refuses, else `unavailable`; what was sent before the error may be stored.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<SentMessage[]>;
  /** Waits for what is being sent. */
  close(): Promise<void>;
}

interface Call {
  topic: string;
  messages: EncodableMessage[];
  resolve(sent: SentMessage[]): void;
  reject(error: unknown): void;
}

// Below the broker's default limit of 1,048,588 bytes a batch, with room for several calls' headers.
const mostBytes = 900_000;
const mostMessages = 1_000;

/** An idempotent producer: acks from all, one request in flight, partitions as Java's clients choose them. */
export function createProducer(connection: KafkaConnection): Producer {
  const waiting: Call[] = [];
  let client: Promise<Client> | null = null;
  let draining: Promise<void> | null = null;
  let closed = false;

  async function sendCalls(calls: Call[]): Promise<void> {
    client ??= openProducer(connection);
    try {
      const { send } = await client;
      const sent = await send(calls);
      for (const [index, call] of calls.entries()) call.resolve(sent[index] ?? []);
    } catch (cause) {
      // After an unknown outcome the next batch would repeat this one's sequence numbers and be dropped as its double.
      await discard(client);
      client = null;
      await settle(calls, asSendError(cause));
    }
  }

  /** One call that Kafka refuses must not cost the others of its request; an outage ends all of them. */
  async function settle(calls: Call[], error: NibbleError): Promise<void> {
    if (calls.length > 1 && error.code === 'invalid') for (const call of calls) await sendCalls([call]);
    else for (const call of calls) call.reject(error);
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) await sendCalls(takeCalls(waiting));
    draining = null;
  }

  return {
    send: async (topic, messages) => {
      if (closed) throw new NibbleError('internal', 'The producer is closed');
      const parts = split(messages.map(encodable)).map(
        (part) =>
          new Promise<SentMessage[]>((resolve, reject) => {
            waiting.push({ topic, messages: part, resolve, reject });
          }),
      );
      draining ??= drain();
      return (await Promise.all(parts)).flat();
    },
    close: async () => {
      closed = true;
      await draining;
      await discard(client);
    },
  };
}

/** Parts of one call that fit a batch; a message that fits none goes alone, for the broker to judge. */
function split(messages: EncodableMessage[]): EncodableMessage[][] {
  const parts: EncodableMessage[][] = [];
  let part: EncodableMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (part.length > 0 && (bytes + size > mostBytes || part.length >= mostMessages)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function takeCalls(waiting: Call[]): Call[] {
  let bytes = 0;
  let count = 0;
  const beyond = waiting.findIndex(({ messages }, index) => {
    bytes += messages.reduce((sum, message) => sum + sizeOf(message), 0);
    count += messages.length;
    return index > 0 && (bytes > mostBytes || count > mostMessages);
  });
  return waiting.splice(0, beyond < 0 ? waiting.length : beyond);
}

interface Client {
  send(calls: Call[]): Promise<SentMessage[][]>;
  close(): Promise<void>;
}

async function openProducer(connection: KafkaConnection): Promise<Client> {
  const chosen = new WeakMap<object, number>();
  const producer = openClient(connection).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 },
    createPartitioner: () => rememberingPartitioner(chosen),
  });
  await producer.connect();
  return { send: (calls) => sendBatch(producer, chosen, calls), close: () => producer.disconnect() };
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

async function sendBatch(
  producer: KafkajsProducer,
  chosen: WeakMap<object, number>,
  calls: Call[],
): Promise<SentMessage[][]> {
  const topicMessages = calls.map(({ topic, messages }) => ({ topic, messages: asKafkajs(messages) }));
  const results = await producer.sendBatch({ acks: -1, topicMessages });
  const next = new Map(
    results.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, baseOffset]),
  );
  const following = new Map([...next].map(([key, offset]) => [key, BigInt(offset ?? -1)]));
  return calls.map(({ topic, messages }) =>
    messages.map((message) => {
      const partition = chosen.get(message) ?? 0;
      const baseOffset = following.get(`${topic}/${partition}`) ?? -1n;
      following.set(`${topic}/${partition}`, baseOffset + 1n);
      return { partition, baseOffset };
    }),
  );
}

/** kafkajs hands messages as they are to the encoder, which is ours; its type knows texts and header objects only. */
function asKafkajs(messages: EncodableMessage[]): Message[] {
  return messages as unknown as Message[];
}

async function discard(client: Promise<Client> | null): Promise<void> {
  const opened = await client?.catch(() => null);
  await opened?.close().catch(() => undefined);
}

function asSendError(cause: unknown): NibbleError {
  const refused = cause instanceof Error && 'retriable' in cause && cause.retriable === false && !isOutage(cause);
  return refused
    ? new NibbleError('invalid', `Kafka refuses the messages: ${cause.message}`, { cause })
    : new NibbleError('unavailable', 'Kafka did not take the messages', { cause });
}

function isOutage(error: Error): boolean {
  const { cause } = error;
  return (
    error.name === 'KafkaJSNumberOfRetriesExceeded' ||
    (cause instanceof Error && 'retriable' in cause && cause.retriable === true)
  );
}
