import { isUtf8 } from 'node:buffer';
import { businessKind, envelopeField, type PackedRecord } from '#server/event-flow/index.ts';

/** Where a text stands: names of fields and places in lists, from the outside in. */
export type Trail = readonly (string | number)[];
type Visit = (text: string, trail: Trail) => void;

/** Of one record so many characters are read, and so deep. */
const mostChars = 64 * 1024;
const mostDepth = 20;
const largest = 4 * 1024 * 1024;
/** Longer numbers are moments in ms, and offsets. */
const largestNumber = 1e12;

/**
 * Calls `visit` for every text of a record that somebody may remember: strings and numbers of its JSON value (of any other
 * value the text itself), then its headers. Left out is what is found otherwise or by nobody: the envelope, fields that hold
 * ids, times, and what goes beyond 64 kB.
 */
export function visitTexts({ value, headers }: PackedRecord, visit: Visit): void {
  const budget = { left: mostChars };
  const bounded: Visit = (text, trail) => {
    if (budget.left <= 0 || isTime(text)) return;
    const shown = text.length > budget.left ? text.slice(0, budget.left) : text;
    budget.left -= shown.length;
    visit(shown, trail);
  };
  if (value !== null && value.length <= largest) visitValue(value, bounded);
  for (const [name, content] of headers) {
    if (content === null || isMachineName(name) || !isUtf8(content)) continue;
    const text = content.toString('utf8', 0, mostChars);
    if (!/^\d*$/.test(text)) bounded(text, ['header', name]);
  }
}

function visitValue(value: Buffer, visit: Visit): void {
  const text = value.toString('utf8');
  const json = parsed(text);
  if (json !== undefined) walk(json, [], visit);
  else if (isUtf8(value) && !text.includes('\0')) visit(text, []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function walk(value: unknown, trail: (string | number)[], visit: Visit): void {
  if (typeof value === 'string') visit(value, trail);
  else if (typeof value === 'number') {
    if (Math.abs(value) < largestNumber) visit(String(value), trail);
  } else if (typeof value === 'object' && value !== null && trail.length < mostDepth) {
    for (const [name, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (isMachineField(name, trail.length)) continue;
      trail.push(name);
      walk(inner, trail, visit);
      trail.pop();
    }
  }
}

/** Ids have an index of their own, and the envelope's names are in every record. */
function isMachineField(name: string | number, depth: number): boolean {
  if (typeof name === 'number') return false;
  return businessKind(name) !== null || (depth === 0 && envelopeField(name) !== undefined);
}

const carried = new Set(['traceparent', 'tracestate', 'baggage']);

function isMachineName(name: string): boolean {
  return carried.has(name) || businessKind(name) !== null || envelopeField(name) !== undefined;
}

function isTime(text: string): boolean {
  return text.length <= 40 && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);
}
