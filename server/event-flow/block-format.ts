import { isUtf8 } from 'node:buffer';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';

/** What of a record a block keeps, byte for byte. Topic, partition and offset stand in the row. */
export type PackedRecord = Pick<KafkaRecord, 'timestamp' | 'key' | 'value' | 'headers'>;

/** A block as it is stored, and what it takes unpacked. */
export type PackedBlock = { packed: Buffer; rawBytes: number };

/** What a block takes beside its records. */
export const blockHeadBytes = 1;
const formatVersion = 1;
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Raw size of one record in a block, in bytes. */
export function rawSize({ key, value, headers }: PackedRecord): number {
  let size = 4 + 8 + 4 + (key?.length ?? 0) + 4 + (value?.length ?? 0) + 4;
  for (const [name, content, nameBytes] of headers)
    size += 8 + (nameBytes?.length ?? Buffer.byteLength(name)) + (content?.length ?? 0);
  return size;
}

/**
 * Format 1, before zstd: a byte 1, then each record as u32 size of what follows, i64 timestamp, key, value, u32 count of
 * headers, then name and value of each. A byte string is i32 length and bytes; −1 is null. Big-endian.
 */
export function packBlock(
  records: readonly PackedRecord[],
  rawBytes = records.reduce((sum, record) => sum + rawSize(record), blockHeadBytes),
): PackedBlock {
  const raw = Buffer.allocUnsafe(rawBytes);
  raw[0] = formatVersion;
  let at = 1;
  for (const record of records) at = writeRecord(raw, at, record);
  return { packed: zstdCompressSync(raw, options), rawBytes };
}

/** The records of a block, or of some positions in it. Throws when the bytes are not a block. */
export function unpackBlock(
  { packed, rawBytes }: PackedBlock,
  wanted?: ReadonlySet<number>,
): Map<number, PackedRecord> {
  // Room for all of it at once: pieces of zlib's own size take twice the time.
  const raw = zstdDecompressSync(packed, { chunkSize: Math.max(rawBytes, 64) });
  if (raw[0] !== formatVersion) throw new RangeError(`unknown block format ${raw[0]}`);
  const records = new Map<number, PackedRecord>();
  let at = 1;
  for (let position = 0; at < raw.length; position += 1) {
    const size = raw.readUInt32BE(at);
    if (!wanted || wanted.has(position)) records.set(position, readRecord(raw, at + 4));
    at += 4 + size;
  }
  return records;
}

function writeRecord(raw: Buffer, start: number, { timestamp, key, value, headers }: PackedRecord): number {
  let at = raw.writeBigInt64BE(timestamp, start + 4);
  at = writeBytes(raw, at, key);
  at = writeBytes(raw, at, value);
  at = raw.writeUInt32BE(headers.length, at);
  for (const [name, content, nameBytes] of headers) {
    const length = nameBytes?.copy(raw, at + 4) ?? raw.write(name, at + 4);
    raw.writeInt32BE(length, at);
    at = writeBytes(raw, at + 4 + length, content);
  }
  raw.writeUInt32BE(at - start - 4, start);
  return at;
}

function writeBytes(raw: Buffer, at: number, bytes: Buffer | null): number {
  if (bytes === null) return raw.writeInt32BE(-1, at);
  raw.writeInt32BE(bytes.length, at);
  bytes.copy(raw, at + 4);
  return at + 4 + bytes.length;
}

function readRecord(raw: Buffer, start: number): PackedRecord {
  const timestamp = raw.readBigInt64BE(start);
  const [key, afterKey] = readBytes(raw, start + 8);
  const [value, afterValue] = readBytes(raw, afterKey);
  const count = raw.readUInt32BE(afterValue);
  const headers: KafkaRecord['headers'] = [];
  let at = afterValue + 4;
  for (let index = 0; index < count; index += 1) {
    const [name, afterName] = readBytes(raw, at);
    const [content, next] = readBytes(raw, afterName);
    headers.push(headerOf(name ?? Buffer.alloc(0), content));
    at = next;
  }
  return { timestamp, key, value, headers };
}

function headerOf(nameBytes: Buffer, content: Buffer | null): KafkaRecord['headers'][number] {
  const name = nameBytes.toString('utf8');
  return name.includes('\ufffd') && !isUtf8(nameBytes) ? [name, content, nameBytes] : [name, content];
}

function readBytes(raw: Buffer, at: number): [bytes: Buffer | null, next: number] {
  const length = raw.readInt32BE(at);
  if (length < 0) return [null, at + 4];
  return [raw.subarray(at + 4, at + 4 + length), at + 4 + length];
}
