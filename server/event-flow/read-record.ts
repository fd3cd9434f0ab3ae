import type { CompiledMapping } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { flowByKey, isPlain, plainType, subjectKind } from './flow-by-key.ts';
import { addKey, type BusinessKey, isJsonObject, readBusinessKeys } from './read-business-keys.ts';
import { type EnvelopeText, fillFromJson, readHeaders } from './read-envelope.ts';
import { readJson } from './read-json.ts';
import { readMapped, withoutIgnored } from './read-mapped.ts';
import { recordProblems } from './record-problems.ts';

export type RecordReading = { text: EnvelopeText; keys: BusinessKey[]; flags: number };

/** The texts of a record's envelope and its business keys: by the mapping, then by headers, then by the JSON value. */
export function readRecord(record: KafkaRecord, mapping: CompiledMapping | null): RecordReading {
  const { json, flags: jsonFlags } = readJson(record.value);
  const given = mapping === null ? undefined : readMapped(mapping, { record, json });
  const { text, keys: found, ranks, flags: headerFlags } = readHeaders(record.headers, given);
  const fillFlags = fillFromJson(text, json, ranks);
  readBusinessKeys(json, found);
  if (isJsonObject(json) && Object.hasOwn(json, 'specversion')) addSubject(found, json.subject);
  const keys = mapping === null ? found : withoutIgnored(found, mapping);
  const flags = jsonFlags | headerFlags | fillFlags;
  if (text.correlation !== null) return { text, keys, flags: flags | missing(text) };
  return { text, keys, flags: flags | placeByKey({ text, keys, record, json, mapping }) };
}

/** Gives a record that names no flow the one of its key, in place, and says in flags what remains missing. */
function placeByKey(given: Parameters<typeof flowByKey>[0]): number {
  const { text, record, json } = given;
  const flow = flowByKey(given);
  if (flow === null) return missing(text);
  text.correlation = flow;
  if (!isPlain(text)) return recordProblems.flowByKey | missing(text);
  // What has no envelope at all does not miss a part of it.
  text.type = plainType(json, record.topic);
  return recordProblems.flowByKey;
}

function missing(text: EnvelopeText): number {
  return (
    (text.correlation === null ? recordProblems.noCorrelation : 0) |
    (text.type === null ? recordProblems.noType : 0) |
    (text.eventId === null ? recordProblems.noEventId : 0)
  );
}

function addSubject(keys: BusinessKey[], subject: unknown): void {
  if (typeof subject === 'string') addKey(keys, subjectKind, subject);
}
