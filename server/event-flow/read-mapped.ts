import { type CompiledMapping, type NamedSource, readSource, type SourceReading } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { addKey, type BusinessKey } from './read-business-keys.ts';
import { type EnvelopeReading, emptyReading } from './read-envelope.ts';
import { recordProblems } from './record-problems.ts';

/** Better than any name that is built in. */
const mappedRank = -1;

type Given = { record: KafkaRecord; json: unknown };

/** What the mapping of its topic finds in a record; the built-in names fill what it leaves open. */
export function readMapped(mapping: CompiledMapping, given: Given): EnvelopeReading {
  const reading = emptyReading();
  for (const { field, sources } of mapping.fields) {
    const found = firstFound(sources, given);
    if (found === null) continue;
    reading.text[field] = found.value;
    reading.ranks[field] = mappedRank;
    reading.flags |= flagsOf(found.reading);
  }
  for (const { kind, sources } of mapping.businessKeys) {
    const values = sources.flatMap(({ source }) => readSource(source, given).values);
    for (const value of values) addKey(reading.keys, kind, String(value));
  }
  return reading;
}

/** The first of these sources that gives a value. */
export function firstFound(
  sources: readonly NamedSource[],
  given: Given,
): { value: string | number; from: string; reading: SourceReading } | null {
  for (const { text, source } of sources) {
    const reading = readSource(source, given);
    const [value] = reading.values;
    if (value !== undefined) return { value, from: text, reading };
  }
  return null;
}

/** Without the kinds that are no business keys on this topic. */
export function withoutIgnored(keys: BusinessKey[], { ignored }: CompiledMapping): BusinessKey[] {
  return ignored.size === 0 ? keys : keys.filter(({ kind }) => !ignored.has(kind));
}

function flagsOf({ isDoubled, isSpoilt }: SourceReading): number {
  return (isDoubled ? recordProblems.duplicateHeader : 0) | (isSpoilt ? recordProblems.invalidUtf8 : 0);
}
