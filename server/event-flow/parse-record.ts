import { isUtf8 } from 'node:buffer';
import type { CompiledMapping } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';

import { rawSize } from './block-format.ts';
import { addKey, type BusinessKey } from './read-business-keys.ts';
import { readRecord } from './read-record.ts';
import { recordProblems } from './record-problems.ts';
import { recordTimes } from './record-time.ts';
import { rememberedName, type StoredName } from './remembered-name.ts';
import { isStandIn, rememberedId, type StoredId, traceKey } from './stored-id.ts';

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

export type ParseOptions = { nowMs: number; pastMs: number };

/** The kinds of refs that are not business keys of a payload. */
export const traceKind = 'trace';
export const recordKeyKind = 'key';

/**
 * Reads any record whatever: what the mapping of its topic names, then headers, then the JSON value; what is wrong with it
 * stands in `flags`. Pure.
 */
export function parseRecord(
  record: KafkaRecord,
  { nowMs, pastMs }: ParseOptions,
  mapping: CompiledMapping | null = null,
): ParsedRecord {
  const { text, keys, flags: readFlags } = readRecord(record, mapping);
  const times = recordTimes(record.timestamp, text.time, nowMs, pastMs);
  const version = readVersion(text.version);
  const trace = text.traceparent === null ? null : readTraceparent(String(text.traceparent));
  const eventId = idOf(text.eventId);
  const correlation = idOf(text.correlation);
  const causation = idOf(text.causation);
  const type = nameOf(text.type);
  const service = nameOf(text.service);
  let flags = readFlags | times.flags;
  flags |= idFlags(eventId, text.eventId) | idFlags(correlation, text.correlation) | idFlags(causation, text.causation);
  flags |= nameFlags(type) | nameFlags(service);
  if (version === null && text.version !== null) flags |= recordProblems.badVersion;
  if (trace === null && text.traceparent !== null) flags |= recordProblems.badTraceparent;
  return {
    record,
    rawBytes: rawSize(record),
    tsMs: times.tsMs,
    eventMs: times.eventMs,
    flags,
    type: type?.text ?? null,
    version,
    service: service?.text ?? null,
    eventId,
    correlation,
    causation,
    trace,
    refs: refsOf(keys, trace, record.key, correlation),
  };
}

/** The key of a UUID needs no text, and a UUID holds nothing that is not plain. */
function idFlags(id: StoredId | null, text: string | number | null): number {
  if (id === null || id.text === null) return 0;
  return (
    (typeof text === 'string' && text.includes('\0') ? recordProblems.nulBytes : 0) |
    (isStandIn(id) ? recordProblems.unprintableId : 0)
  );
}

function nameFlags(name: StoredName | null): number {
  return (name?.hasNul ? recordProblems.nulBytes : 0) | (name?.isOdd ? recordProblems.unprintableName : 0);
}

function idOf(value: string | number | null): StoredId | null {
  return value === null ? null : rememberedId(String(value));
}

function nameOf(value: string | number | null): StoredName | null {
  return value === null ? null : rememberedName(String(value));
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
  const key = recordKey === null ? null : keyTextOf(recordKey);
  if (key !== null && !keys.some(({ value }) => value === key)) addKey(keys, recordKeyKind, key);
  const others: ParsedRef[] = [];
  for (const { kind, value } of keys) {
    const id = rememberedId(value);
    if (kind !== recordKeyKind || id.key !== flow?.key) others.push({ kind, id });
  }
  if (trace !== null) others.push({ kind: traceKind, id: { key: trace, text: null } });
  return others;
}

function keyTextOf(recordKey: Buffer): string | null {
  if (recordKey.length > 200) return null;
  const text = recordKey.toString('utf8');
  return text.includes('\ufffd') && !isUtf8(recordKey) ? null : text;
}
