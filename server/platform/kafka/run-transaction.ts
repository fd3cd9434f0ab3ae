import { NibbleError } from '#schemas/errors.ts';
import { type KafkaConnection, openClient } from './connect-kafka.ts';
import { asKafkajs, encodable, type OutgoingMessage } from './outgoing-message.ts';
import type { SentMessage } from './producer-client.ts';

export interface Transaction {
  /** The transactional id: a later transaction of the same id waits for this one's end. */
  id: string;
  topic: string;
  messages: readonly OutgoingMessage[];
  /** `hang` leaves it open until the broker's timeout. */
  outcome: 'commit' | 'abort' | 'hang';
  /** After which the broker aborts it; a minute unless told. */
  timeoutMs?: number;
}

/**
 * Sends messages in a Kafka transaction of their own, and tells where those that name their partition were stored. For
 * tests and tools: one after the other takes about 300 ms each, so no service is built on it. When it throws, the
 * transaction may have been committed all the same.
 */
export async function runTransaction(connection: KafkaConnection, transaction: Transaction): Promise<SentMessage[]> {
  const { id, topic, messages, outcome, timeoutMs = 60_000 } = transaction;
  const producer = openClient(connection).producer({
    transactionalId: id,
    transactionTimeout: timeoutMs,
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    const running = await producer.transaction();
    const answers = await running.send({ topic, acks: -1, messages: asKafkajs(messages.map(encodable)) });
    if (outcome === 'commit') await running.commit();
    if (outcome === 'abort') await running.abort();
    return placesOf(messages, answers);
  } finally {
    await producer.disconnect();
  }
}

function placesOf(
  messages: readonly OutgoingMessage[],
  answers: readonly { partition: number; baseOffset?: string }[],
): SentMessage[] {
  const next = new Map(answers.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? -1)]));
  return messages.flatMap(({ partition }) => {
    if (partition === undefined) return [];
    const baseOffset = next.get(partition);
    if (baseOffset === undefined) throw new NibbleError('internal', `Kafka did not answer for partition ${partition}`);
    next.set(partition, baseOffset + 1n);
    return [{ partition, baseOffset }];
  });
}
