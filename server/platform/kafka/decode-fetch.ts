import type { AbortedTransaction, FetchedPartition } from './decode-record-set.ts';
import { PlainReader } from './plain-reader.ts';

const responseVersionWithReplica = 11;

/** Reads the frame of a Fetch response, version 7 to 11, without looking into the record batches. */
export function decodeFetch(payload: Buffer, version: number) {
  const reader = new PlainReader(payload);
  const throttleMs = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const partitions: (FetchedPartition & { preferredReadReplica: number })[] = [];
  for (let topics = reader.int32(); topics > 0; topics--) {
    const topic = reader.string();
    for (let left = reader.int32(); left > 0; left--) partitions.push(readPartition(reader, topic, version));
  }
  return { throttleMs, errorCode, sessionId, partitions };
}

function readPartition(reader: PlainReader, topic: string, version: number) {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = reader.int64();
  reader.int64(); // last stable offset: the broker sends nothing beyond it
  const logStart = reader.int64();
  const aborted: AbortedTransaction[] = [];
  for (let left = reader.int32(); left > 0; left--) {
    aborted.push({ producerId: reader.int64(), firstOffset: reader.int64() });
  }
  const preferredReadReplica = version >= responseVersionWithReplica ? reader.int32() : -1;
  const recordSet = reader.bytes();
  return { topic, partition, errorCode, highWatermark, logStart, aborted, recordSet, preferredReadReplica };
}
