import crc32c from 'kafkajs/src/protocol/recordBatch/crc32C/index.js';
import { ByteWriter } from './byte-writer.ts';
import type { EncodableMessage } from './outgoing-message.ts';

export interface BatchIdentity {
  producerId: bigint;
  producerEpoch: number;
  firstSequence: number;
  transactional: boolean;
}

const magic = 2;
const transactionalFlag = 0x10;
const lengthAt = 8;
const crcAt = 17;
const crcFrom = 21;

/** Writes one record batch (format v2, KIP-98), not compressed. At least one message. */
export function encodeRecordBatch(messages: readonly EncodableMessage[], identity: BatchIdentity): Buffer {
  const baseTimestamp = messages[0]?.timestamp ?? 0n;
  let maxTimestamp = baseTimestamp;
  for (const { timestamp } of messages) if (timestamp > maxTimestamp) maxTimestamp = timestamp;
  const writer = new ByteWriter();
  writer.int64(0n); // base offset: given by the broker
  writer.int32(0); // length, below
  writer.int32(-1); // leader epoch: given by the broker
  writer.int8(magic);
  writer.int32(0); // checksum, below
  writer.int16(identity.transactional ? transactionalFlag : 0);
  writer.int32(messages.length - 1);
  writer.int64(baseTimestamp);
  writer.int64(maxTimestamp);
  writer.int64(identity.producerId);
  writer.int16(identity.producerEpoch);
  writer.int32(identity.firstSequence);
  writer.int32(messages.length);
  const scratch = new ByteWriter();
  for (const [index, message] of messages.entries())
    writeRecord(writer, encodeRecord(message, index, baseTimestamp, scratch));
  writer.patchUint32(lengthAt, writer.length - lengthAt - 4);
  writer.patchUint32(crcAt, crc32c(writer.written(crcFrom)));
  return writer.written();
}

function writeRecord(writer: ByteWriter, record: Buffer): void {
  writer.varint(record.length);
  writer.raw(record);
}

function encodeRecord(message: EncodableMessage, index: number, baseTimestamp: bigint, scratch: ByteWriter): Buffer {
  const from = scratch.length;
  scratch.int8(0);
  scratch.varlong(BigInt.asIntN(64, message.timestamp - baseTimestamp));
  scratch.varint(index);
  scratch.varBytes(message.key);
  scratch.varBytes(message.value);
  scratch.varint(message.headers.length);
  for (const [name, value, nameBytes] of message.headers) {
    scratch.varBytes(nameBytes ?? name);
    scratch.varBytes(value);
  }
  return scratch.written(from);
}
