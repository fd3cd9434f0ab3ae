import { type KafkaConnection, openClient } from './connect-kafka.ts';
import { asKafkajs, encodable, type OutgoingMessage } from './outgoing-message.ts';

export interface Transaction {
  /** The transactional id: a later transaction of the same id waits for this one's end. */
  id: string;
  topic: string;
  messages: readonly OutgoingMessage[];
  /** `hang` leaves it open until the broker's timeout of a minute. */
  outcome: 'commit' | 'abort' | 'hang';
}

/**
 * Sends messages in a Kafka transaction of their own. For tests and tools: one after the other takes about 300 ms each,
 * so no service is built on it.
 */
export async function runTransaction(connection: KafkaConnection, transaction: Transaction): Promise<void> {
  const { id, topic, messages, outcome } = transaction;
  const producer = openClient(connection).producer({
    transactionalId: id,
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    const running = await producer.transaction();
    await running.send({ topic, acks: -1, messages: asKafkajs(messages.map(encodable)) });
    if (outcome === 'commit') await running.commit();
    if (outcome === 'abort') await running.abort();
  } finally {
    await producer.disconnect();
  }
}
