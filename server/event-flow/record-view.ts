import { isUtf8 } from 'node:buffer';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { validateEvent } from '#schemas/dictionary.ts';
import { readJson } from './read-json.ts';
import { recordProblems } from './record-problems.ts';

/** Text where the bytes are valid UTF-8, else base64. */
export function bytesView(bytes: Buffer | null): KafkaRecordView['key'] {
  if (bytes === null) return null;
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  return { encoding, text: bytes.toString(encoding), bytes: bytes.length };
}

/** A record's key for a table: its text, or hex digits where it is not text. */
export function keyView(key: Buffer | null): string | null {
  if (key === null) return null;
  return isUtf8(key) ? key.toString('utf8') : `0x${key.toString('hex')}`;
}

export type ValueReading = { json: unknown; validity: KafkaRecordView['validity'] };

/** Parses a value and holds it against the schema of the type and version that it names itself. */
export function readValue(value: Buffer | null): ValueReading {
  const { json, flags } = readJson(value);
  if (value === null) return { json: undefined, validity: { state: 'unreadable', errors: ['the value is null'] } };
  if (flags & recordProblems.tooLargeToRead) {
    return {
      json: undefined,
      validity: { state: 'unreadable', errors: ['the value is too large to be held against a schema'] },
    };
  }
  if (flags & recordProblems.notJson) {
    return { json: undefined, validity: { state: 'unreadable', errors: ['the value is not JSON'] } };
  }
  return { json, validity: validity(json) };
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
