import { isUtf8 } from 'node:buffer';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';

import { rawSize } from './block-format.ts';
import { addKey, type BusinessKey, readBusinessKeys } from './read-business-keys.ts';
import { type EnvelopeText, fillFromJson, readHeaders } from './read-envelope.ts';
import { readJson } from './read-json.ts';
import { recordProblems } from './record-problems.ts';
import { recordTimes } from './record-time.ts';
import { isStandIn, rememberedId, type StoredId, traceKey, unprintable } from './stored-id.ts';

export type ParsedRef = { kind: string; id: StoredId };

/** What the slim row of a record says; names are not yet dictionary numbers. */
export type ParsedRecord = {
  record: KafkaRecord;
  /** What it takes in a block. */
  rawBytes: number;
  tsMs: number;
  eventMs: number;
  flags: number;
  type: string | null;
  version: number | null;
  service: string | null;
  correlation: StoredId | null;
  eventId: StoredId | null;
  causation: StoredId | null;
  trace: string | null;
  refs: ParsedRef[];
};

const unprintables = new RegExp(unprintable, 'gu');

export type ParseOptions = { nowMs: number; pastMs: number };

/** The kinds of refs that are not business keys of a payload. */
export const traceKind = 'trace';
export const recordKeyKind = 'key';

/** Reads any record whatever: headers first, then the JSON value; what is wrong with it stands in `flags`. Pure. */
export function parseRecord(record: KafkaRecord, { nowMs, pastMs }: ParseOptions): ParsedRecord {
  const { text, keys, ranks, flags: headerFlags } = readHeaders(record.headers);
  const { json, flags: jsonFlags } = readJson(record.value);
  const fillFlags = fillFromJson(text, json, ranks);
  readBusinessKeys(json, keys);
  const times = recordTimes(record.timestamp, text.time, nowMs, pastMs);
  const version = readVersion(text.version);
  const trace = text.traceparent === null ? null : readTraceparent(String(text.traceparent));
  const ids = { eventId: idOf(text.eventId), correlation: idOf(text.correlation), causation: idOf(text.causation) };
  let flags = headerFlags | jsonFlags | fillFlags | times.flags | missing(text) | idFlags(text, Object.values(ids));
  if (version === null && text.version !== null) flags |= recordProblems.badVersion;
  if (trace === null && text.traceparent !== null) flags |= recordProblems.badTraceparent;
  return {
    record,
    rawBytes: rawSize(record),
    tsMs: times.tsMs,
    eventMs: times.eventMs,
    flags,
    type: nameOf(text.type),
    version,
    service: nameOf(text.service),
    ...ids,
    trace,
    refs: refsOf(keys, trace, record.key, ids.correlation),
  };
}

function missing(text: EnvelopeText): number {
  return (
    (text.correlation === null ? recordProblems.noCorrelation : 0) |
    (text.type === null ? recordProblems.noType : 0) |
    (text.eventId === null ? recordProblems.noEventId : 0)
  );
}

function idFlags(text: EnvelopeText, ids: (StoredId | null)[]): number {
  const nul = [text.eventId, text.correlation, text.causation, text.type, text.service].some(
    (value) => typeof value === 'string' && value.includes('\0'),
  );
  const unprintable = ids.some((id) => id !== null && isStandIn(id));
  const oddName = [text.type, text.service].some((name) => name !== null && nameOf(name) !== String(name));
  return (
    (nul ? recordProblems.nulBytes : 0) |
    (unprintable ? recordProblems.unprintableId : 0) |
    (oddName ? recordProblems.unprintableName : 0)
  );
}

function idOf(value: string | number | null): StoredId | null {
  return value === null ? null : rememberedId(String(value));
}

/** A dictionary word: an index entry has a limit, and it stands in lists and drawings, where nothing may reorder them. */
function nameOf(value: string | number | null): string | null {
  return value === null ? null : String(value).slice(0, 200).toWellFormed().replace(unprintables, '�');
}

function readVersion(value: string | number | null): number | null {
  const number = typeof value === 'string' && !/^\d{1,9}$/.test(value) ? Number.NaN : Number(value ?? Number.NaN);
  return Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : null;
}

/** W3C trace context: the trace id of a header of any version. */
function readTraceparent(value: string): string | null {
  const id = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(value)?.[1];
  return id === undefined ? null : traceKey(id);
}

function refsOf(
  keys: BusinessKey[],
  trace: string | null,
  recordKey: Buffer | null,
  flow: StoredId | null,
): ParsedRef[] {
  const key = recordKey !== null && recordKey.length <= 200 && isUtf8(recordKey) ? recordKey.toString('utf8') : null;
  if (key !== null && !keys.some(({ value }) => value === key)) addKey(keys, recordKeyKind, key);
  const refs = keys.map(({ kind, value }): ParsedRef => ({ kind, id: rememberedId(value) }));
  const others = refs.filter(({ kind, id }) => kind !== recordKeyKind || id.key !== flow?.key);
  if (trace !== null) others.push({ kind: traceKind, id: { key: trace, text: null } });
  return others;
}
