import { isUtf8 } from 'node:buffer';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { cloudEventField, type EnvelopeField, envelopeField, type NamedField } from './envelope-names.ts';
import { addKey, type BusinessKey, isJsonObject, kindOf } from './read-business-keys.ts';
import { recordProblems } from './record-problems.ts';

export type EnvelopeText = { [Field in EnvelopeField]: string | number | null };
/** Undefined where no name was met. */
type EnvelopeRanks = { [Field in EnvelopeField]: number | undefined };
/** `ranks`: by which of a field's names the headers gave it, 0 for the best. */
export type EnvelopeReading = {
  text: EnvelopeText;
  keys: BusinessKey[];
  ranks: EnvelopeRanks;
  flags: number;
};

const hugeHeaders = 64 * 1024;
const meanings = new Map<string, NamedField | null>();

/** What the headers say of the envelope, and the business keys among them, where `reading` leaves it open. */
export function readHeaders(
  headers: KafkaRecord['headers'],
  reading: EnvelopeReading = emptyReading(),
): EnvelopeReading {
  let bytes = 0;
  for (const [name, value] of headers) {
    bytes += name.length + (value?.length ?? 0);
    if (value === null || value.length === 0) continue;
    const named = fieldOf(name);
    if (named) takeHeader(reading, named, value);
    else addKey(reading.keys, kindOf(name), value.length <= 800 ? value.toString('utf8') : '');
  }
  if (bytes > hugeHeaders) reading.flags |= recordProblems.hugeHeaders;
  return reading;
}

function takeHeader(reading: EnvelopeReading, { field, rank }: NamedField, value: Buffer): void {
  const { ranks } = reading;
  const before = ranks[field];
  if (before !== undefined && before < rank) return;
  const text = value.toString('utf8');
  if (before === rank && reading.text[field] !== text) reading.flags |= recordProblems.duplicateHeader;
  // What decoding had to replace is the only sign of bytes that are not UTF-8, and rare enough to look twice.
  if (text.includes('\ufffd') && !isUtf8(value)) reading.flags |= recordProblems.invalidUtf8;
  ranks[field] = rank;
  reading.text[field] = text;
}

const identity: ReadonlySet<EnvelopeField> = new Set(['eventId', 'type', 'correlation', 'causation']);

/** Fills what the headers left open from the top level of the JSON value, and tells where the two disagree, in flags. */
export function fillFromJson(
  text: EnvelopeText,
  json: unknown,
  inHeaders: Readonly<EnvelopeRanks> = noRanks(),
): number {
  if (!isJsonObject(json)) return 0;
  let flags = 0;
  const isCloudEvent = Object.hasOwn(json, 'specversion');
  const ranks = noRanks();
  // What JSON.parse made inherits nothing that for … in would show, and no list of its fields has to be made.
  for (const name in json) {
    const value = json[name];
    const named = fieldOf(name) ?? (isCloudEvent ? cloudEventField(name) : undefined);
    if (!named || !isText(value)) continue;
    const isSameName = inHeaders[named.field] === named.rank && identity.has(named.field);
    if (isSameName && text[named.field] !== String(value)) flags |= recordProblems.disagreement;
    fillField(text, ranks, named, value);
  }
  return flags;
}

function fillField(
  text: EnvelopeText,
  ranks: EnvelopeRanks,
  { field, rank }: NamedField,
  value: string | number,
): void {
  const before = ranks[field];
  const isOpen = before === undefined ? text[field] === null : rank < before;
  if (!isOpen) return;
  ranks[field] = rank;
  text[field] = value;
}

function isText(value: unknown): value is string | number {
  if (typeof value === 'string') return value !== '';
  // A whole number beyond 2^53 that comes as a number was rounded already: another id than the one that was written.
  return typeof value === 'number' && Number.isFinite(value) && (Number.isSafeInteger(value) || value % 1 !== 0);
}

export function emptyReading(): EnvelopeReading {
  return { text: emptyEnvelope(), keys: [], ranks: noRanks(), flags: 0 };
}

function emptyEnvelope(): EnvelopeText {
  return {
    eventId: null,
    type: null,
    version: null,
    time: null,
    service: null,
    correlation: null,
    causation: null,
    traceparent: null,
  };
}

function noRanks(): EnvelopeRanks {
  return {
    eventId: undefined,
    type: undefined,
    version: undefined,
    time: undefined,
    service: undefined,
    correlation: undefined,
    causation: undefined,
    traceparent: undefined,
  };
}

function fieldOf(name: string): NamedField | null {
  const known = meanings.get(name);
  if (known !== undefined) return known;
  if (meanings.size > 10_000) meanings.clear();
  const field = envelopeField(name) ?? null;
  meanings.set(name, field);
  return field;
}
