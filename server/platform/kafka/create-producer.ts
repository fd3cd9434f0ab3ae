import { NibbleError } from '#schemas/errors.ts';
import type { KafkaConnection } from './connect-kafka.ts';
import { encodable, type OutgoingMessage } from './outgoing-message.ts';
import type { SentMessage } from './producer-client.ts';
import { ProducerLane } from './producer-lane.ts';

export interface Producer {
  /**
   * Resolves when all replicas in sync hold the messages; one entry a message, in the order given. Calls for one topic are
   * stored in the order they were made. Kafka being away is tried over for about a minute; then this call and all that
   * wait behind it throw. Throws `invalid` for messages that Kafka refuses, else `unavailable`; what was sent before the
   * error may be stored.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<SentMessage[]>;
  /** Waits 5 s for what is being sent; what is not sent by then throws. */
  close(): Promise<void>;
}

/** An idempotent producer: acks from all, one request in flight a topic, partitions as Java's clients choose them. */
export function createProducer(connection: KafkaConnection): Producer {
  const lanes = new Map<string, ProducerLane>();
  let closed = false;
  return {
    send: async (topic, messages) => {
      if (closed) throw new NibbleError('internal', 'The producer is closed');
      const lane = lanes.get(topic) ?? new ProducerLane(connection, topic);
      lanes.set(topic, lane);
      return await lane.send(messages.map(encodable));
    },
    close: async () => {
      closed = true;
      await Promise.all([...lanes.values()].map((lane) => lane.close()));
    },
  };
}
