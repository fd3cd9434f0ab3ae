import type { AbortedTransaction, FetchedPartition } from './decode-record-set.ts';

const responseVersionWithReplica = 11;

/** Reads the frame of a Fetch response, version 7 to 11, without looking into the record batches. */
export function decodeFetch(payload: Buffer, version: number) {
  const reader = new FetchReader(payload);
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

function readPartition(reader: FetchReader, topic: string, version: number) {
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

class FetchReader {
  readonly #source: Buffer;
  #at = 0;

  constructor(source: Buffer) {
    this.#source = source;
  }

  int16(): number {
    this.#at += 2;
    return this.#source.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#source.readInt32BE(this.#at - 4);
  }

  int64(): bigint {
    this.#at += 8;
    return this.#source.readBigInt64BE(this.#at - 8);
  }

  string(): string {
    const length = this.int16();
    this.#at += length;
    return this.#source.toString('utf8', this.#at - length, this.#at);
  }

  bytes(): Buffer {
    const length = Math.max(0, this.int32());
    this.#at += length;
    return this.#source.subarray(this.#at - length, this.#at);
  }
}
