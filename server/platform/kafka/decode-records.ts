import { isUtf8 } from 'node:buffer';
import { HeaderNames } from './header-names.ts';
import type { KafkaHeader, KafkaRecord, TopicPartition } from './kafka-record.ts';

export interface RecordContext extends TopicPartition {
  baseOffset: bigint;
  baseTimestamp: bigint;
  /** Set for topics with LogAppendTime: the broker's clock for the whole batch. */
  appendTimestamp: bigint | null;
  /** Records below are left out. */
  from: bigint;
}

/** Decodes the records of one unpacked batch (record format v2, KIP-98). Throws when the bytes are not `count` records. */
export function decodeRecords(bytes: Buffer, count: number, context: RecordContext): KafkaRecord[] {
  const reader = new RecordReader(bytes);
  const records: KafkaRecord[] = [];
  for (let i = 0; i < count; i++) {
    const end = reader.startRecord();
    const record = readRecord(reader, context);
    reader.endRecord(end);
    if (record.offset >= context.from) records.push(record);
  }
  return records;
}

function readRecord(reader: RecordReader, context: RecordContext): KafkaRecord {
  reader.skipByte(); // attributes: none are defined
  const timestampDelta = reader.varlong();
  const offsetDelta = reader.varint();
  return {
    topic: context.topic,
    partition: context.partition,
    offset: context.baseOffset + BigInt(offsetDelta),
    timestamp: context.appendTimestamp ?? BigInt.asIntN(64, context.baseTimestamp + timestampDelta),
    key: reader.bytes(),
    value: reader.bytes(),
    headers: readHeaders(reader),
  };
}

function readHeaders(reader: RecordReader): KafkaHeader[] {
  const count = reader.varint();
  const headers: KafkaHeader[] = [];
  for (let i = 0; i < count; i++) headers.push(reader.header());
  return headers;
}

const headerNames = new HeaderNames();
const outOfBounds = 'a record is longer than its batch';

class RecordReader {
  readonly #source: Buffer;
  #at = 0;

  constructor(source: Buffer) {
    this.#source = source;
  }

  startRecord(): number {
    const length = this.varint();
    if (length < 0 || this.#at + length > this.#source.length) throw new Error(outOfBounds);
    return this.#at + length;
  }

  endRecord(end: number): void {
    if (this.#at > end) throw new Error('a record is longer than it says');
    this.#at = end;
  }

  skipByte(): void {
    this.#at++;
  }

  varint(): number {
    const source = this.#source;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = source[this.#at++];
      if (byte === undefined) throw new Error(outOfBounds);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new Error('a number is malformed');
  }

  varlong(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#source[this.#at++];
      if (byte === undefined) throw new Error(outOfBounds);
      if (shift === 0n && byte < 0x80) return BigInt((byte >>> 1) ^ -(byte & 1));
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new Error('a number is malformed');
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    return this.#source.subarray(this.#advance(length), this.#at);
  }

  header(): KafkaHeader {
    const length = this.varint();
    if (length < 0) throw new Error('a header has no name');
    const start = this.#advance(length);
    const end = this.#at;
    const known = headerNames.find(this.#source, start, end);
    if (known !== null) return [known, this.bytes()];
    const name = this.#source.toString('utf8', start, end);
    // Only what decoding had to replace is looked at again: names are many, and nearly all are plain.
    if (!name.includes('\ufffd') || isUtf8(this.#source.subarray(start, end))) {
      headerNames.add(name);
      return [name, this.bytes()];
    }
    return [name, this.bytes(), this.#source.subarray(start, end)];
  }

  #advance(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#source.length) throw new Error(outOfBounds);
    return from;
  }
}
