import { ByteWriter } from './byte-writer.ts';
import { CompactReader } from './compact-reader.ts';
import type { FetchedPartition } from './decode-record-set.ts';

export interface FetchRequest {
  isolationLevel: number;
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
}

/** The first version in which topics are named by their ids (KIP-516). */
export const fetchByIdVersion = 13;
const none = -1;

/**
 * The body of a Fetch request that names topics by id: of a topic that was deleted and made anew under its name, the broker
 * then gives nothing, where by name it would go on in the new one as if it were the old.
 */
export function encodeFetchById(request: FetchRequest, ids: ReadonlyMap<string, string>): Buffer {
  const writer = new ByteWriter(4_096);
  writer.int8(0); // tags of the header
  writer.int32(none); // replica: a consumer
  writer.int32(request.maxWaitTime);
  writer.int32(request.minBytes);
  writer.int32(request.maxBytes);
  writer.int8(request.isolationLevel);
  writer.int32(0); // no fetch session
  writer.int32(none);
  const wanted = shuffled(request.topics.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, one }))));
  writer.unsigned(wanted.length + 1);
  for (const { topic, one } of wanted) {
    writer.uuid(ids.get(topic) ?? '');
    writer.unsigned(2); // one partition
    writer.int32(one.partition);
    writer.int32(none); // leader epoch
    writer.int64(BigInt(one.fetchOffset));
    writer.int32(none); // last fetched epoch
    writer.int64(BigInt(none)); // log start: followers only
    writer.int32(one.maxBytes);
    writer.int8(0);
    writer.int8(0);
  }
  writer.unsigned(1); // nothing to forget
  writer.unsigned(1); // no rack
  writer.int8(0);
  return writer.written();
}

/** Reads the answer, without looking into the record batches; a topic whose id is not among the names is left out. */
export function decodeFetchById(payload: Buffer, names: ReadonlyMap<string, string>) {
  const reader = new CompactReader(payload);
  reader.skipTags();
  const throttleMs = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const topics = reader.array(() => readTopic(reader, names));
  return { throttleMs, errorCode, sessionId, partitions: topics.flat() };
}

type Fetched = FetchedPartition & { preferredReadReplica: number };

function readTopic(reader: CompactReader, names: ReadonlyMap<string, string>): Fetched[] {
  const topic = names.get(reader.uuid());
  const partitions = reader.array(() => readPartition(reader, topic ?? ''));
  reader.skipTags();
  return topic === undefined ? [] : partitions;
}

function readPartition(reader: CompactReader, topic: string): Fetched {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = reader.int64();
  reader.int64(); // last stable offset: the broker sends nothing beyond it
  const logStart = reader.int64();
  const aborted = reader.array(() => {
    const transaction = { producerId: reader.int64(), firstOffset: reader.int64() };
    reader.skipTags();
    return transaction;
  });
  const preferredReadReplica = reader.int32();
  const recordSet = reader.bytes();
  reader.skipTags();
  return { topic, partition, errorCode, highWatermark, logStart, aborted, recordSet, preferredReadReplica };
}

/** The broker fills its answer in the order asked: in turn first, all partitions get their share (KIP-74). */
function shuffled<T>(list: T[]): T[] {
  const drawn = list.map((one) => ({ one, lot: Math.random() }));
  return drawn.sort((a, b) => a.lot - b.lot).map(({ one }) => one);
}
