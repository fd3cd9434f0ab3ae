import type { TopicPartition } from './kafka-record.ts';
import { PlainReader } from './plain-reader.ts';

/** The topics of a member's metadata under the classic protocol (`ConsumerProtocolSubscription`). */
export function decodeSubscription(bytes: Buffer): string[] {
  return readOrNothing(bytes, (reader) => reader.array(() => reader.string()));
}

/** A member's assignment under the classic protocol (`ConsumerProtocolAssignment`). */
export function decodeAssignment(bytes: Buffer): TopicPartition[] {
  const topics = readOrNothing(bytes, (reader) =>
    reader.array(() => ({ topic: reader.string(), partitions: reader.array(() => reader.int32()) })),
  );
  return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}

/** The broker passes these bytes on unread, so a member may have written anything into them. */
function readOrNothing<T>(bytes: Buffer, read: (reader: PlainReader) => T[]): T[] {
  if (bytes.length === 0) return [];
  const reader = new PlainReader(bytes);
  reader.int16(); // version: what newer ones add comes later
  try {
    return read(reader);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
