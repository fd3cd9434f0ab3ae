import { decodeRecords } from './decode-records.ts';
import { decompress } from './decompress.ts';
import type { KafkaRecord, TopicPartition, UnreadableRange } from './kafka-record.ts';

export interface AbortedTransaction {
  producerId: bigint;
  firstOffset: bigint;
}

/** What a Fetch response holds for one partition, its record batches still packed. */
export interface FetchedPartition extends TopicPartition {
  errorCode: number;
  highWatermark: bigint;
  logStart: bigint;
  aborted: AbortedTransaction[];
  recordSet: Buffer;
}

interface BatchHeader {
  baseOffset: bigint;
  lastOffset: bigint;
  magic: number;
  attributes: number;
  producerId: bigint;
  start: number;
  end: number;
}

const codecMask = 0x07;
const logAppendTime = 0x08;
const transactional = 0x10;
const control = 0x20;
const lengthEnd = 12;
const magicAt = 16;
const headerBytes = 61;
/** Up to the magic byte, where the formats before 2 end what they have in common with it. */
const oldHeaderBytes = 17;
const abortMarker = 0;

/**
 * Decodes all complete batches of a fetched partition from `from` on, without control records and without records of
 * aborted transactions. `lastOffset` is the last offset that the batches cover, `from − 1` when they hold nothing new.
 */
export function decodeRecordSet(fetched: FetchedPartition, from: bigint) {
  const aborted = new AbortedProducers(fetched.aborted);
  const records: KafkaRecord[] = [];
  const unreadable: UnreadableRange[] = [];
  let lastOffset = from - 1n;
  for (const header of batchHeaders(fetched.recordSet)) {
    const isAborted = aborted.covers(header, fetched.recordSet);
    if (header.lastOffset < from) continue;
    lastOffset = header.lastOffset;
    if (isAborted || (header.attributes & control) !== 0) continue;
    try {
      for (const record of readBatch(fetched, header, from)) records.push(record);
    } catch (error) {
      unreadable.push({ from: later(header.baseOffset, from), to: header.lastOffset, reason: reasonOf(error) });
    }
  }
  return { records, unreadable, lastOffset };
}

/** The broker cuts the last batch where the response is full; what is cut comes with the next fetch. */
function* batchHeaders(bytes: Buffer): Generator<BatchHeader> {
  for (let start = 0; start + oldHeaderBytes <= bytes.length; ) {
    const end = start + lengthEnd + bytes.readInt32BE(start + 8);
    const shortest = bytes.readInt8(start + magicAt) < 2 ? oldHeaderBytes : headerBytes;
    if (end > bytes.length || end < start + shortest) return;
    yield readHeader(bytes, start, end);
    start = end;
  }
}

function readHeader(bytes: Buffer, start: number, end: number): BatchHeader {
  const baseOffset = bytes.readBigInt64BE(start);
  const magic = bytes.readInt8(start + magicAt);
  // In the formats before 2 an entry's offset is that of its last record, and nothing below can be read of it.
  if (magic < 2) return { baseOffset, lastOffset: baseOffset, magic, attributes: 0, producerId: -1n, start, end };
  return {
    baseOffset,
    lastOffset: baseOffset + BigInt(bytes.readInt32BE(start + 23)),
    magic,
    attributes: bytes.readInt16BE(start + 21),
    producerId: bytes.readBigInt64BE(start + 43),
    start,
    end,
  };
}

function readBatch(fetched: FetchedPartition, header: BatchHeader, from: bigint): KafkaRecord[] {
  if (header.magic !== 2) throw new Error(`record format ${header.magic}, older than Kafka 0.11, is not read`);
  const bytes = fetched.recordSet;
  const packed = bytes.subarray(header.start + headerBytes, header.end);
  const isAppendTime = (header.attributes & logAppendTime) !== 0;
  return decodeRecords(decompress(header.attributes & codecMask, packed), bytes.readInt32BE(header.start + 57), {
    topic: fetched.topic,
    partition: fetched.partition,
    baseOffset: header.baseOffset,
    baseTimestamp: bytes.readBigInt64BE(header.start + 27),
    appendTimestamp: isAppendTime ? bytes.readBigInt64BE(header.start + 35) : null,
    from,
  });
}

/**
 * Follows which producers are inside an aborted transaction, batch by batch. kafkajs's own filter goes by record, takes
 * any key of four zero bytes for an abort marker and enters one transaction a record, so that it lets aborted records by.
 */
class AbortedProducers {
  readonly #coming: AbortedTransaction[];
  readonly #inside = new Set<bigint>();

  constructor(aborted: AbortedTransaction[]) {
    this.#coming = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  }

  covers(header: BatchHeader, bytes: Buffer): boolean {
    for (let next = this.#coming[0]; next && next.firstOffset <= header.lastOffset; next = this.#coming[0]) {
      this.#inside.add(next.producerId);
      this.#coming.shift();
    }
    if ((header.attributes & control) !== 0) {
      if (controlType(bytes, header) === abortMarker) this.#inside.delete(header.producerId);
      return false;
    }
    return (header.attributes & transactional) !== 0 && this.#inside.has(header.producerId);
  }
}

/** A control record’s key is two 16-bit numbers: version and type. A control batch emptied by compaction has no record. */
function controlType(bytes: Buffer, header: BatchHeader): number | null {
  const [record] = decodeControl(bytes, header);
  return record?.key && record.key.length >= 4 ? record.key.readInt16BE(2) : null;
}

function decodeControl(bytes: Buffer, header: BatchHeader): KafkaRecord[] {
  const count = bytes.readInt32BE(header.start + 57);
  return decodeRecords(bytes.subarray(header.start + headerBytes, header.end), Math.min(count, 1), {
    topic: '',
    partition: 0,
    baseOffset: header.baseOffset,
    baseTimestamp: 0n,
    appendTimestamp: null,
    from: header.baseOffset,
  });
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
