import type { KafkaConnection } from './connect-kafka.ts';
import type { Producer } from './create-producer.ts';
import { encodable } from './outgoing-message.ts';
import { openProducerClient } from './producer-client.ts';

/**
 * A producer as it was before idempotence: what it tries again may be stored twice. For tests and trials, of what others
 * send; our own services use `createProducer`.
 */
export async function createPlainProducer(connection: KafkaConnection): Promise<Producer> {
  const client = await openProducerClient(connection, false);
  return {
    send: (topic, messages) => client.send(topic, messages.map(encodable)),
    close: () => client.close(),
  };
}
