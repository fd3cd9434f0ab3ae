import type { CompiledMapping } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { businessKeys } from './business-keys.ts';
import { type BusinessKey, isJsonObject } from './read-business-keys.ts';
import type { EnvelopeText } from './read-envelope.ts';

type Given = {
  text: EnvelopeText;
  keys: readonly BusinessKey[];
  record: KafkaRecord;
  json: unknown;
  mapping: CompiledMapping | null;
};

/**
 * The flow of a record that names none and cannot be expected to: neither CloudEvents nor plain JSON know of correlation
 * ids. It is the id of what the record is about, an order say; who takes part (a customer, a driver) makes no flow, since
 * it would never end. Null: it belongs to no flow.
 */
export function flowByKey({ text, keys, record, json, mapping }: Given): string | null {
  const mapped = keys.find(({ kind }) => mapping?.businessKeys.some((one) => one.kind === kind));
  if (mapped) return mapped.value;
  const isCloud = isCloudEvent(record, json);
  if (!isCloud && !isPlain(text)) return null;
  const kinds = isCloud ? [...businessKeys.ofFlows, subjectKind] : businessKeys.ofFlows;
  for (const wanted of kinds) {
    const found = keys.find(({ kind }) => kind === wanted);
    if (found) return found.value;
  }
  return null;
}

/** The kind of business key that a CloudEvent's subject is. */
export const subjectKind = 'subject';

/** No field of an envelope at all. */
export function isPlain({ type, eventId }: EnvelopeText): boolean {
  return type === null && eventId === null;
}

/** What plain JSON calls its type itself, else the name of its topic. */
export function plainType(json: unknown, topic: string): string {
  if (!isJsonObject(json)) return topic;
  for (const name of typeNames) {
    const value = Object.hasOwn(json, name) ? json[name] : null;
    if (typeof value === 'string' && value !== '') return value;
  }
  return topic;
}

const typeNames = ['event', 'event_name', 'eventName', 'type'];

function isCloudEvent({ headers }: KafkaRecord, json: unknown): boolean {
  if (isJsonObject(json) && Object.hasOwn(json, 'specversion')) return true;
  return headers.some(([name]) => /^ce[-_]specversion$/i.test(name));
}
