import type { KafkaHeader } from '#server/platform/kafka/index.ts';
import type { Failure } from './failure.ts';
import type { Lineage } from './lineage.ts';

/** Who tried in vain. */
export type FailedConsumer = {
  group: string;
  service: string;
  /** The build. */
  version: string;
  instance: string;
  clusterId: string | null;
};

const mostBytes = 8 * 1024;
const mostMessageBytes = 1024;
const mostStackBytes = 4 * 1024;
const mostTypeBytes = 200;
/** Names and values of ours, whatever an original record calls its own headers. */
const ours =
  /^(retry\.(attempt|not-before|first-failed-at)|dlq\.(version|id|attempts|failed-at|first-failed-at|cluster\.id|original\.(topic|partition|offset|timestamp|traceparent)|consumer\.(group|service|version|instance)|error\.(type|message|stack|stage|retryable|fingerprint)|schema\.(id|version)))$/;

type Texts = Record<string, string | undefined>;

/** The headers of a record on its way to a retry tier: its own as they are, and what its next try and its readers must know. */
export function retryHeaders(
  original: readonly KafkaHeader[],
  lineage: Lineage,
  failure: Pick<Failure, 'type' | 'message'>,
  { now, notBefore }: { now: number; notBefore: number },
): KafkaHeader[] {
  return withOurs(original, {
    'retry.attempt': String(lineage.attempts + 1),
    'retry.not-before': String(notBefore),
    'retry.first-failed-at': lineage.firstFailedAt ?? String(now),
    ...identity(lineage),
    ...errorOf(failure),
  });
}

/** The headers of a dead letter: the record's own as they are, and ours, once each and 8 KiB at most. */
export function deadLetterHeaders(
  original: readonly KafkaHeader[],
  lineage: Lineage,
  failure: Failure,
  { consumer, now }: { consumer: FailedConsumer; now: number },
): KafkaHeader[] {
  const told: Texts = {
    ...identity(lineage),
    'dlq.cluster.id': consumer.clusterId ?? undefined,
    'dlq.consumer.group': consumer.group,
    'dlq.consumer.service': consumer.service,
    'dlq.consumer.version': consumer.version,
    'dlq.consumer.instance': consumer.instance,
    ...errorOf(failure),
    'dlq.error.stage': failure.stage,
    'dlq.error.retryable': failure.retryable,
    'dlq.error.fingerprint': failure.fingerprint,
    'dlq.attempts': String(lineage.attempts + 1),
    'dlq.first-failed-at': lineage.firstFailedAt ?? String(now),
    'dlq.failed-at': String(now),
    'dlq.schema.id': failure.schema && cut(failure.schema.id, mostTypeBytes),
    'dlq.schema.version': failure.schema && cut(failure.schema.version, mostTypeBytes),
  };
  const left = mostBytes - bytesOf(told) - 'dlq.error.stack'.length;
  const stack = failure.stack && cut(failure.stack, Math.min(mostStackBytes, left));
  return withOurs(original, { ...told, 'dlq.error.stack': stack });
}

function errorOf({ type, message }: Pick<Failure, 'type' | 'message'>): Texts {
  return { 'dlq.error.type': cut(type, mostTypeBytes), 'dlq.error.message': cut(message, mostMessageBytes) };
}

function identity({ id, original, originalTraceparent }: Lineage): Texts {
  return {
    'dlq.version': '1',
    'dlq.id': id,
    'dlq.original.topic': original.topic,
    'dlq.original.partition': original.partition,
    'dlq.original.offset': original.offset,
    'dlq.original.timestamp': original.timestamp,
    'dlq.original.traceparent': originalTraceparent,
  };
}

/** Ours of an earlier failure are replaced, so that headers do not grow from try to try. */
function withOurs(original: readonly KafkaHeader[], texts: Texts): KafkaHeader[] {
  const kept = original.filter(([name, , nameBytes]) => nameBytes !== undefined || !ours.test(name));
  const added = Object.entries(texts).flatMap(([name, text]): KafkaHeader[] =>
    text === undefined ? [] : [[name, Buffer.from(text)]],
  );
  return [...kept, ...added];
}

function bytesOf(texts: Texts): number {
  return Object.entries(texts).reduce(
    (sum, [name, text]) => sum + (text === undefined ? 0 : name.length + Buffer.byteLength(text)),
    0,
  );
}

/** The longest beginning of a text that has at most so many bytes of UTF-8. */
function cut(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  let end = Math.max(0, most);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}
