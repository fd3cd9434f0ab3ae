import { isUtf8 } from 'node:buffer';
import { recordProblems } from './record-problems.ts';

export type JsonReading = { json: unknown; flags: number };

const largest = 4 * 1024 * 1024;
const unsafeInteger = /[:[,]\s*-?\d{16,}/;

/** Parses a record's value; what it cannot parse it says in flags, and never throws. */
export function readJson(value: Buffer | null): JsonReading {
  if (value === null) return { json: undefined, flags: recordProblems.tombstone };
  const mark = hasByteOrderMark(value) ? recordProblems.byteOrderMark : 0;
  if (!beginsLikeJson(value, mark === 0 ? 0 : 3)) return { json: undefined, flags: recordProblems.notJson };
  if (value.length > largest) return { json: undefined, flags: recordProblems.tooLargeToRead };
  const text = jsonText(value);
  // What decoding had to replace is the only sign of bytes that are not UTF-8, and rare enough to look twice.
  const isValid = !text.includes('\ufffd') || isUtf8(value);
  const flags = mark | (isValid ? 0 : recordProblems.invalidUtf8);
  try {
    return { json: parseExactly(text), flags };
  } catch {
    return { json: undefined, flags: flags | recordProblems.notJson };
  }
}

/** Integers beyond 2^53 become their digits as text: a rounded order number would find the wrong order. */
function parseExactly(text: string): unknown {
  if (!unsafeInteger.test(text)) return JSON.parse(text);
  try {
    return JSON.parse(text, keepDigits);
  } catch {
    // A reviver goes through the value recursively and may run out of stack where the parser does not.
    return JSON.parse(text);
  }
}

function keepDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source) ? source : value;
}

/** The text to be parsed: without the byte order mark that some writers of UTF-8 put before it. */
export function jsonText(value: Buffer): string {
  return value.toString('utf8', hasByteOrderMark(value) ? 3 : 0);
}

/** Whether it holds integers that `readJson` gives as text. */
export function hasLongIntegers(text: string): boolean {
  return unsafeInteger.test(text);
}

function hasByteOrderMark(value: Buffer): boolean {
  return value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf;
}

function beginsLikeJson(value: Buffer, from: number): boolean {
  let at = from;
  while (at < value.length && isSpace(value[at])) at += 1;
  const first = value[at];
  return first !== undefined && '{["-0123456789tfn'.includes(String.fromCharCode(first));
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
