import { isUtf8 } from 'node:buffer';
import type { BytesView, KafkaRecordView } from '#schemas/api/record.ts';
import { validateEvent } from '#schemas/dictionary.ts';
import type { KafkaHeader } from '#server/platform/kafka/index.ts';
import { hasLongIntegers, jsonText, readJson } from './read-json.ts';
import { recordProblems } from './record-problems.ts';
import { repeatedName } from './repeated-name.ts';

/** Text where the bytes are valid UTF-8, else base64; the first `most` of them, never cut within a letter. */
export function bytesView(bytes: Buffer | null, most = Number.POSITIVE_INFINITY): BytesView {
  if (bytes === null) return null;
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  let given = Math.min(bytes.length, most);
  while (encoding === 'utf8' && isWithinLetter(bytes, given)) given -= 1;
  return { encoding, text: bytes.toString(encoding, 0, given), given, bytes: bytes.length };
}

function isWithinLetter(bytes: Buffer, at: number): boolean {
  return at > 0 && at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
}

export function headerView(
  [name, value, nameBytes]: KafkaHeader,
  most = Number.POSITIVE_INFINITY,
): KafkaRecordView['headers'][number] {
  return { name, nameBytes: nameBytes?.toString('base64') ?? null, value: bytesView(value, most) };
}

/** A record's key for a table: its text, or hex digits where it is not text. */
export function keyView(key: Buffer | null): string | null {
  if (key === null) return null;
  return isUtf8(key) ? key.toString('utf8') : `0x${key.toString('hex')}`;
}

const longestSearched = 1024 * 1024;

export type ValueReading = {
  json: unknown;
  validity: KafkaRecordView['validity'];
  /** What is the matter with the text of the JSON that its parsed value does not show. */
  problems: string[];
};

/** Parses a value and holds it against the schema of the type and version that it names itself. */
export function readValue(value: Buffer | null): ValueReading {
  const { json, flags } = readJson(value);
  if (value === null) return unreadable('the value is null');
  if (flags & recordProblems.tooLargeToRead) return unreadable('the value is too large to be held against a schema');
  if (flags & recordProblems.notJson) return unreadable('the value is not JSON');
  const text = jsonText(value);
  const twice = text.length > longestSearched ? null : repeatedName(text);
  return {
    json,
    // A schema is about numbers as they are, not about the digits that stand in for those beyond 2^53.
    validity: validity(hasLongIntegers(text) ? JSON.parse(text) : json),
    problems: twice === null ? [] : [`the name ${shorten(twice)} stands twice in one object; the last one counts`],
  };
}

function unreadable(reason: string): ValueReading {
  return { json: undefined, validity: { state: 'unreadable', errors: [reason] }, problems: [] };
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name;
}

function validity(json: unknown): KafkaRecordView['validity'] {
  try {
    return validateEvent(json);
  } catch (error) {
    // Nesting of ten thousand levels exhausts the validator's stack.
    return { state: 'unreadable', errors: [error instanceof Error ? error.message : String(error)] };
  }
}

/** ISO 8601 in years that it has; null for any other number of milliseconds. */
export function isoTimeOf(ms: number): string | null {
  return ms >= Date.UTC(1970, 0, 1) && ms < Date.UTC(9999, 11, 31) ? new Date(ms).toISOString() : null;
}
