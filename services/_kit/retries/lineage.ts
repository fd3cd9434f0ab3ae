import { createHash } from 'node:crypto';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { headerText } from '../read-event.ts';

/** Where a record comes from and how often it was tried, as its headers tell; on its first failure, as it stands. */
export type Lineage = {
  /** The same for all copies of one failure, also when it fails again after a replay. */
  id: string;
  original: { topic: string; partition: string; offset: string; timestamp: string };
  originalTraceparent: string | undefined;
  /** Tries before this one. */
  attempts: number;
  /** Epoch ms as text; undefined when this is the first failure. */
  firstFailedAt: string | undefined;
};

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const numberPattern = /^-?\d{1,19}$/;
const longestTraceparent = 128;

export function lineageOf(record: KafkaRecord, group: string): Lineage {
  const told = (name: string, pattern: RegExp) => {
    const text = headerText(record, name);
    return text !== undefined && pattern.test(text) ? text : undefined;
  };
  const traceparent = headerText(record, 'dlq.original.traceparent') ?? headerText(record, 'traceparent');
  return {
    id: told('dlq.id', idPattern) ?? firstId(record, group),
    original: originOf(record, told),
    originalTraceparent: traceparent && traceparent.length <= longestTraceparent ? traceparent : undefined,
    attempts: Number(told('retry.attempt', /^\d{1,3}$/) ?? 0),
    firstFailedAt: told('retry.first-failed-at', numberPattern) ?? told('dlq.first-failed-at', numberPattern),
  };
}

/** All four headers or none: half an origin would name a record that there never was. */
function originOf(
  { topic, partition, offset, timestamp }: KafkaRecord,
  told: (name: string, pattern: RegExp) => string | undefined,
): Lineage['original'] {
  const from = {
    topic: told('dlq.original.topic', /^[\w.-]{1,249}$/),
    partition: told('dlq.original.partition', numberPattern),
    offset: told('dlq.original.offset', numberPattern),
    timestamp: told('dlq.original.timestamp', numberPattern),
  };
  if (isWhole(from)) return from;
  return { topic, partition: String(partition), offset: String(offset), timestamp: String(timestamp) };
}

function isWhole(from: { [Name in keyof Lineage['original']]: string | undefined }): from is Lineage['original'] {
  return Object.values(from).every((text) => text !== undefined);
}

/** Made of the record's place, so that a record that comes again after a crash has the same (UUID version 8, RFC 9562). */
function firstId({ topic, partition, offset, timestamp }: KafkaRecord, group: string): string {
  const hash = createHash('sha256').update([group, topic, partition, offset, timestamp].join('\n')).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
