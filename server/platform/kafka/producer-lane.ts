import { setTimeout as delay } from 'node:timers/promises';
import { NibbleError } from '#schemas/errors.ts';
import type { KafkaConnection } from './connect-kafka.ts';
import { type EncodableMessage, sizeOf } from './outgoing-message.ts';
import { openProducerClient, type ProducerClient, type SentMessage } from './producer-client.ts';
import { sendError } from './send-error.ts';

type Call = { failed: Error | null };

interface Part {
  messages: EncodableMessage[];
  bytes: number;
  /** The same object for all parts of one `send`. */
  call: Call;
  resolve(sent: SentMessage[]): void;
  reject(error: Error): void;
}

type MessagePart = { part: EncodableMessage[]; bytes: number };

// Below the broker's default limit of 1,048,588 bytes a batch, with room for what is not counted.
const mostBytes = 900_000;
const mostMessages = 1_000;
const closePatienceMs = 5_000;
// A producer keeps a connection and some memory; many topics, those of retries say, are written to seldom.
const longestIdleMs = 60_000;

/**
 * Sends the messages of one topic, in the order given, one request at a time; what waits meanwhile goes together in the
 * next one. A lane a topic: one that is missing or stuck does not hold up the others.
 */
export class ProducerLane {
  readonly #connection: KafkaConnection;
  readonly #topic: string;
  readonly #idleMs: number;
  readonly #waiting: Part[] = [];
  #client: Promise<ProducerClient> | null = null;
  #draining: Promise<void> | null = null;
  #sending: Part[] = [];
  #idle: NodeJS.Timeout | undefined;

  constructor(connection: KafkaConnection, topic: string, idleMs = longestIdleMs) {
    this.#connection = connection;
    this.#topic = topic;
    this.#idleMs = idleMs;
  }

  async send(messages: EncodableMessage[]): Promise<SentMessage[]> {
    clearTimeout(this.#idle);
    const call: Call = { failed: null };
    const sent = split(messages).map(
      ({ part, bytes }) =>
        new Promise<SentMessage[]>((resolve, reject) => {
          this.#waiting.push({ messages: part, bytes, call, resolve, reject });
        }),
    );
    this.#draining ??= this.#drain();
    return (await Promise.all(sent)).flat();
  }

  /** Waits 5 s for what is being sent; what is not sent by then throws. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const late = delay(closePatienceMs, undefined, { ref: false });
    await Promise.race([this.#draining, late]);
    const error = new NibbleError('unavailable', 'The producer was closed before Kafka took the messages');
    for (const { call, reject } of [...this.#sending, ...this.#waiting.splice(0)]) {
      call.failed = error;
      reject(error);
    }
    await Promise.race([this.#discard(), late]);
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#sendParts(takeParts(this.#waiting));
    this.#draining = null;
    this.#idle = setTimeout(() => void this.#closeIdle(), this.#idleMs).unref();
  }

  /** Nothing is under way then; a later call opens a client of its own. */
  async #closeIdle(): Promise<void> {
    const opened = this.#client;
    this.#client = null;
    await opened?.then((client) => client.close()).catch(() => undefined);
  }

  async #sendParts(parts: Part[]): Promise<void> {
    const wanted = parts.filter(({ call, reject }) => {
      if (call.failed) reject(call.failed);
      return !call.failed;
    });
    if (wanted.length === 0) return;
    this.#sending = wanted;
    try {
      this.#client ??= openProducerClient(this.#connection);
      const { send } = await this.#client;
      const sent = await send(
        this.#topic,
        wanted.flatMap(({ messages }) => messages),
      );
      let from = 0;
      for (const { messages, resolve } of wanted) {
        resolve(sent.slice(from, from + messages.length));
        from += messages.length;
      }
    } catch (cause) {
      await this.#fail(wanted, cause);
    } finally {
      this.#sending = [];
    }
  }

  /** A refused call must not cost those sent beside it; an outage ends all that wait, or later calls would overtake it. */
  async #fail(parts: Part[], cause: unknown): Promise<void> {
    // After an unknown outcome the next batch would repeat this one's sequence numbers and be dropped as its double.
    await this.#discard();
    const error = sendError(cause);
    if (error.code === 'invalid' && parts.length > 1) {
      for (const part of parts) await this.#sendParts([part]);
      return;
    }
    const ended = error.code === 'invalid' ? parts : [...parts, ...this.#waiting.splice(0)];
    for (const { call, reject } of ended) {
      call.failed = error;
      reject(error);
    }
  }

  async #discard(): Promise<void> {
    const opened = await this.#client?.catch(() => null);
    this.#client = null;
    await opened?.close().catch(() => undefined);
  }
}

/** Parts that fit a batch; a message that fits none goes alone, for the broker to judge. */
function split(messages: EncodableMessage[]): MessagePart[] {
  const parts: MessagePart[] = [];
  let current: MessagePart = { part: [], bytes: 0 };
  for (const message of messages) {
    const size = sizeOf(message);
    const isFull = current.bytes + size > mostBytes || current.part.length >= mostMessages;
    if (current.part.length > 0 && isFull) {
      parts.push(current);
      current = { part: [], bytes: 0 };
    }
    current.part.push(message);
    current.bytes += size;
  }
  return current.part.length > 0 ? [...parts, current] : parts;
}

function takeParts(waiting: Part[]): Part[] {
  let bytes = 0;
  let count = 0;
  const beyond = waiting.findIndex((part, index) => {
    bytes += part.bytes;
    count += part.messages.length;
    return index > 0 && (bytes > mostBytes || count > mostMessages);
  });
  return waiting.splice(0, beyond < 0 ? waiting.length : beyond);
}
