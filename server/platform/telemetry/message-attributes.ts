import type { Attributes } from '@opentelemetry/api';
import { attributeNames as names } from './attribute-names.ts';

export type MessageIdentity = {
  topic: string;
  partition?: number | undefined;
  offset?: bigint | string | number | undefined;
  key?: string | Buffer | null | undefined;
  messageId?: string | undefined;
  /** The record's value is null. */
  tombstone?: boolean | undefined;
};

/** Where a record stands, as span attributes: partition a string, offset a number. */
export function positionAttributes({ partition, offset }: Pick<MessageIdentity, 'partition' | 'offset'>): Attributes {
  const attributes: Attributes = {};
  if (partition !== undefined && partition >= 0) attributes[names.messagingPartition] = String(partition);
  if (offset !== undefined && Number(offset) >= 0) attributes[names.kafkaOffset] = Number(offset);
  return attributes;
}

/** What differs from message to message: on the span of a single message, on the link within a batch. */
export function messageAttributes(message: MessageIdentity): Attributes {
  const attributes = positionAttributes(message);
  const key = keyText(message.key);
  if (key !== undefined) attributes[names.kafkaKey] = key;
  if (message.tombstone) attributes[names.kafkaTombstone] = true;
  if (message.messageId !== undefined) attributes[names.messagingMessageId] = message.messageId;
  return attributes;
}

export function destinationAttributes(topic: string, operation: 'send' | 'process'): Attributes {
  return {
    [names.messagingSystem]: 'kafka',
    [names.messagingOperationName]: operation,
    [names.messagingOperationType]: operation,
    [names.messagingDestination]: topic,
  };
}

/** A key has a place in a span only where it has one text form: valid UTF-8, of a length that a key has. */
function keyText(key: string | Buffer | null | undefined): string | undefined {
  if (key === null || key === undefined) return undefined;
  if (typeof key === 'string') return key;
  const text = key.toString('utf8');
  return Buffer.from(text, 'utf8').equals(key) ? text : undefined;
}
