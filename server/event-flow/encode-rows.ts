import { BinaryRows } from '#server/platform/db/index.ts';
import { packBlock } from './block-format.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';
import type { ParsedRecord } from './parse-record.ts';
import { hourMs, type PlannedBlock } from './plan-blocks.ts';
import type { StoredId } from './stored-id.ts';
import { WrittenRefs } from './written-refs.ts';

export const eventColumns = [
  ...['ts', 'record_offset', 'event_ms', 'block', 'topic', 'record_partition', 'type', 'version', 'service', 'flags'],
  ...['cluster', 'position', 'correlation', 'event_id', 'causation', 'trace'],
] as const;
export const blockColumns = ['ts', 'id', 'topic', 'raw_bytes', 'cluster', 'records', 'packed'] as const;
export const refColumns = ['ts', 'kind', 'cluster', 'value', 'correlation'] as const;
export const textColumns = ['ts', 'key', 'text'] as const;

export type EncodedRows = {
  events: BinaryRows;
  blocks: BinaryRows;
  refs: BinaryRows;
  texts: BinaryRows;
  /** What to remember as written, once the transaction is committed. */
  writtenRefs: WrittenRefs;
  writtenTexts: Set<string>;
};

/** Turns planned blocks into the bodies of four COPYs. The dictionary has learnt all their words. */
export function encodeRows(
  state: StoreState,
  blocks: readonly PlannedBlock[],
  numbers: readonly number[],
): EncodedRows {
  const rows: EncodedRows = {
    events: new BinaryRows(eventColumns.length, 512 * 1024),
    blocks: new BinaryRows(blockColumns.length),
    refs: new BinaryRows(refColumns.length),
    texts: new BinaryRows(textColumns.length),
    writtenRefs: new WrittenRefs(),
    writtenTexts: new Set(),
  };
  blocks.forEach((block, index) => {
    const number = numbers[index];
    if (number === undefined) throw new RangeError('fewer block numbers than blocks');
    encodeBlock(state, rows, block, number);
  });
  return rows;
}

function encodeBlock(state: StoreState, rows: EncodedRows, block: PlannedBlock, number: number): void {
  const [first] = block.records;
  if (!first) return;
  const topic = state.dictionary.number(wordKinds.topic, first.record.topic) ?? -1;
  const { packed, rawBytes } = packBlock(
    block.records.map(({ record }) => record),
    block.rawBytes,
  );
  rows.blocks.begin();
  rows.blocks.time(block.hourMs);
  rows.blocks.int8(number);
  rows.blocks.int4(topic);
  rows.blocks.int4(rawBytes);
  rows.blocks.int2(state.cluster);
  rows.blocks.int2(block.records.length);
  rows.blocks.bytea(packed);
  block.records.forEach((parsed, position) => {
    const { partition, offset } = parsed.record;
    const flow = parsed.correlation?.key ?? recordIdentity(state.cluster, topic, partition, offset);
    encodeEvent(state, rows.events, parsed, { topic, block: number, position, flow });
    encodeIds(state, rows, parsed, flow);
  });
}

type Place = { topic: number; block: number; position: number; flow: string };

function encodeEvent(
  state: StoreState,
  rows: BinaryRows,
  parsed: ParsedRecord,
  { topic, block, position, flow }: Place,
): void {
  const { record } = parsed;
  rows.begin();
  rows.time(parsed.tsMs);
  rows.int8(record.offset);
  rows.int8(parsed.eventMs);
  rows.int8(block);
  rows.int4(topic);
  rows.int4(record.partition);
  rows.int4(parsed.type === null ? null : state.dictionary.number(wordKinds.type, parsed.type));
  rows.int4(parsed.version);
  rows.int4(parsed.service === null ? null : state.dictionary.number(wordKinds.service, parsed.service));
  rows.int4(parsed.flags);
  rows.int2(state.cluster);
  rows.int2(position);
  rows.uuid(flow);
  rows.uuid(parsed.eventId?.key ?? null);
  rows.uuid(parsed.causation?.key ?? null);
  rows.uuid(parsed.trace);
}

/** A record of no flow is spread by what it is; the version digit 0 keeps it apart from every key of an id. */
function recordIdentity(cluster: number, topic: number, partition: number, offset: bigint): string {
  const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  return `${hex(topic, 8)}${hex(partition, 4)}0${hex(cluster, 3)}${hex(offset, 16)}`;
}

function encodeIds(state: StoreState, rows: EncodedRows, parsed: ParsedRecord, flow: string): void {
  const { correlation, eventId, causation, refs, tsMs } = parsed;
  const hour = Math.floor(tsMs / hourMs);
  for (const id of [correlation, eventId, causation]) if (id) encodeText(state, rows, id, tsMs, hour);
  for (const { kind, id } of refs) {
    const number = state.dictionary.number(wordKinds.refKind, kind);
    if (number === null || (correlation && isWritten(state, rows, [flow, hour, number, id.key]))) continue;
    if (correlation) rows.writtenRefs.add(flow, hour, number, id.key);
    rows.refs.begin();
    rows.refs.time(tsMs);
    rows.refs.int4(number);
    rows.refs.int2(state.cluster);
    rows.refs.uuid(id.key);
    rows.refs.uuid(flow);
    encodeText(state, rows, id, tsMs, hour);
  }
}

function encodeText(state: StoreState, rows: EncodedRows, { key, text }: StoredId, tsMs: number, hour: number): void {
  if (text === null) return;
  const written = `${hour} ${key}`;
  if (state.writtenTexts.has(written) || rows.writtenTexts.has(written)) return;
  rows.writtenTexts.add(written);
  rows.texts.begin();
  rows.texts.time(tsMs);
  rows.texts.uuid(key);
  rows.texts.text(text);
}

function isWritten({ writtenRefs }: StoreState, rows: EncodedRows, ref: Parameters<WrittenRefs['has']>): boolean {
  return writtenRefs.has(...ref) || rows.writtenRefs.has(...ref);
}
