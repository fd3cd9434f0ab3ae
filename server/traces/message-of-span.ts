import type { Attributes, AttributeValue } from './span.ts';

/** The Kafka record that a send or process span is about. */
export type SpanMessage = {
  topic: string | null;
  partition: number | null;
  offset: bigint | null;
  group: string | null;
};

/** For each part its attribute names, newest conventions first: 1.45, 1.30 to 1.44, 1.17 to 1.29, and before. */
const names = {
  system: ['messaging.system.name', 'messaging.system'],
  topic: ['messaging.destination.name', 'messaging.destination'],
  partition: [
    'messaging.destination.partition.id',
    'messaging.kafka.destination.partition',
    'messaging.kafka.source.partition',
    'messaging.kafka.partition',
  ],
  offset: ['kafka.offset', 'messaging.kafka.offset', 'messaging.kafka.message.offset'],
  group: ['messaging.consumer.group.name', 'messaging.kafka.consumer.group', 'messaging.kafka.consumer_group'],
  conversation: ['messaging.message.conversation_id', 'messaging.conversation_id', 'correlation.id'],
} as const;

const largestPartition = 2n ** 31n - 1n;
const largestOffset = 2n ** 63n - 1n;

/** The same record whichever generation of attribute names the sender speaks; null for spans that are not about Kafka. */
export function messageOfSpan(attributes: Attributes): SpanMessage | null {
  if (first(attributes, names.system) !== 'kafka') return null;
  const partition = wholeNumber(first(attributes, names.partition), largestPartition);
  return {
    topic: textOf(first(attributes, names.topic)),
    partition: partition === null ? null : Number(partition),
    offset: wholeNumber(first(attributes, names.offset), largestOffset),
    group: textOf(first(attributes, names.group)),
  };
}

/** The business flow a span says it belongs to. */
export function correlationOfSpan(attributes: Attributes): string | null {
  return textOf(first(attributes, names.conversation));
}

/** The first of these attributes that is there. */
export function first(attributes: Attributes, wanted: readonly string[]): AttributeValue | undefined {
  const name = wanted.find((one) => Object.hasOwn(attributes, one) && attributes[one] !== null);
  return name === undefined ? undefined : attributes[name];
}

export function textOf(value: AttributeValue | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Some senders write numbers as text (offsets of the kafkajs instrumentation), some text as numbers. */
function wholeNumber(value: AttributeValue | undefined, largest: bigint): bigint | null {
  const text = textOf(value);
  if (text === null || !/^\d{1,19}$/.test(text)) return null;
  const number = BigInt(text);
  return number <= largest ? number : null;
}
