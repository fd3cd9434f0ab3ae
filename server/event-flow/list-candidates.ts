import { isUtf8 } from 'node:buffer';
import { sourceProblem } from '#schemas/api/mapping-fields.ts';
import type { MappingPreview } from '#schemas/api/mapping-preview.ts';
import { pathStep } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { isJsonObject } from './read-business-keys.ts';
import { readJson } from './read-json.ts';

type Candidate = MappingPreview['candidates'][number];
type Seen = { records: number; values: Set<string>; example: string };

const deepest = 6;
const mostElements = 5;
const mostOfRecord = 200;
const mostGiven = 300;
const longestExample = 80;

/** Everything in these records that a mapping could name, with what stands there; the most common first. Pure. */
export function listCandidates(records: readonly KafkaRecord[]): Candidate[] {
  const seen = new Map<string, Seen>();
  for (const record of records) {
    for (const [source, values] of valuesOf(record)) add(seen, source, values);
  }
  const candidates = Array.from(seen, ([source, { records, values, example }]) => ({
    source,
    records,
    distinct: values.size,
    example: example.length > longestExample ? `${example.slice(0, longestExample).toWellFormed()}…` : example,
  }));
  return candidates.sort((a, b) => b.records - a.records || a.source.localeCompare(b.source)).slice(0, mostGiven);
}

function add(seen: Map<string, Seen>, source: string, values: readonly string[]): void {
  const before = seen.get(source) ?? { records: 0, values: new Set<string>(), example: values[0] ?? '' };
  before.records += 1;
  for (const value of values) before.values.add(value.slice(0, 1_000));
  seen.set(source, before);
}

function valuesOf({ topic, key, headers, value }: KafkaRecord): Map<string, string[]> {
  const found = new Map<string, string[]>([['topic', [topic]]]);
  if (key !== null && key.length > 0 && isUtf8(key)) found.set('key', [key.toString('utf8')]);
  for (const [name, bytes] of headers) {
    if (bytes !== null && bytes.length > 0 && isUtf8(bytes)) note(found, `header:${name}`, bytes.toString('utf8'));
  }
  walk(found, '$', readJson(value).json, 0);
  return found;
}

function walk(found: Map<string, string[]>, path: string, value: unknown, depth: number): void {
  if (depth > deepest || found.size > mostOfRecord) return;
  if (typeof value === 'string' || typeof value === 'number') {
    note(found, path, String(value));
  } else if (Array.isArray(value)) {
    for (const item of value.slice(0, mostElements)) walk(found, `${path}[*]`, item, depth + 1);
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value).slice(0, mostOfRecord)) {
      walk(found, path + pathStep(name), value[name], depth + 1);
    }
  }
}

/** What cannot be written as a source is left out. */
function note(found: Map<string, string[]>, source: string, text: string): void {
  if (text === '' || sourceProblem(source) !== null) return;
  const before = found.get(source);
  if (before) before.push(text.toWellFormed());
  else found.set(source, [text.toWellFormed()]);
}
