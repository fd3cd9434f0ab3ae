import { type MappedField, mappedFields } from '#schemas/api/mapping-fields.ts';
import type { FoundValue } from '#schemas/api/mapping-preview.ts';
import { type CompiledMapping, pathStep } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { cloudEventField, envelopeField } from './envelope-names.ts';
import { isJsonObject } from './read-business-keys.ts';
import { readJson } from './read-json.ts';
import { firstFound } from './read-mapped.ts';
import { readRecord } from './read-record.ts';
import { recordProblems } from './record-problems.ts';

export type ExplainedRecord = {
  fields: Record<MappedField, FoundValue | null>;
  businessKeys: { kind: string; value: string }[];
  flags: number;
};

const longestShown = 200;

/** What is found in a record, and where: as the collector reads it, told field by field. Pure. */
export function explainRecord(record: KafkaRecord, mapping: CompiledMapping | null): ExplainedRecord {
  const { text, keys, flags } = readRecord(record, mapping);
  const { json } = readJson(record.value);
  const sourceOf = (field: MappedField, value: string): Omit<FoundValue, 'text'> => {
    const sources = mapping?.fields.find((one) => one.field === field)?.sources ?? [];
    const mapped = firstFound(sources, { record, json });
    if (mapped) return { source: mapped.from, by: 'mapping' };
    if (field === 'correlation' && flags & recordProblems.flowByKey) return ofKey(keys, value);
    return { source: builtInSource(field, record.headers, json) ?? plainSource(json, value), by: 'built_in' };
  };
  const fields = mappedFields.map((field): [MappedField, FoundValue | null] => {
    const value = text[field] === null ? null : String(text[field]);
    return [field, value === null ? null : { text: shorten(value), ...sourceOf(field, value) }];
  });
  return { fields: allFields(fields), businessKeys: keys.map((key) => ({ ...key, value: shorten(key.value) })), flags };
}

function ofKey(keys: readonly { kind: string; value: string }[], value: string): Omit<FoundValue, 'text'> {
  return { source: keys.find((key) => key.value === value)?.kind ?? 'key', by: 'business_key' };
}

/** The header, or else the name in the JSON value, that the built-in names chose. */
function builtInSource(field: MappedField, headers: KafkaRecord['headers'], json: unknown): string | null {
  const inHeaders = headers.flatMap(([name, value]) => {
    const named = value === null || value.length === 0 ? undefined : envelopeField(name);
    return named?.field === field ? [{ source: `header:${name}`, rank: named.rank }] : [];
  });
  // Of one name the last header counts, and the first of two spellings in the value.
  const header = bestOf(inHeaders.reverse());
  return header ?? bestOf(isJsonObject(json) ? inValue(field, json) : []);
}

function inValue(field: MappedField, json: Record<string, unknown>): Ranked[] {
  const isCloudEvent = Object.hasOwn(json, 'specversion');
  return Object.entries(json).flatMap(([name, value]) => {
    const named = envelopeField(name) ?? (isCloudEvent ? cloudEventField(name) : undefined);
    const isThere =
      named?.field === field && (typeof value === 'number' || (typeof value === 'string' && value !== ''));
    return isThere ? [{ source: `$${pathStep(name)}`, rank: named.rank }] : [];
  });
}

type Ranked = { source: string; rank: number };

function bestOf(ranked: readonly Ranked[]): string | null {
  const best = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.find(({ rank }) => rank === best)?.source ?? null;
}

/** Plain JSON without an envelope: the type that it calls itself, else its topic. */
function plainSource(json: unknown, value: string): string {
  const name = isJsonObject(json) ? Object.keys(json).find((one) => json[one] === value) : undefined;
  return name === undefined ? 'topic' : `$${pathStep(name)}`;
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown).toWellFormed()}…` : text.toWellFormed();
}

/** `mappedFields` names each of them once, so none is missing. */
function allFields(entries: [MappedField, FoundValue | null][]): Record<MappedField, FoundValue | null> {
  return Object.fromEntries(entries) as Record<MappedField, FoundValue | null>;
}
