/** One partition of one topic. */
export interface TopicPartition {
  topic: string;
  partition: number;
}

/** An offset of a partition. */
export interface TopicPartitionOffset extends TopicPartition {
  offset: bigint;
}

/**
 * A header as it stands in the record: names may repeat, may be empty, and values may be null. `nameBytes` only where the
 * name is not valid UTF-8, so that `name` cannot give it back.
 */
export type KafkaHeader = [name: string, value: Buffer | null, nameBytes?: Buffer];

/** A record as the broker keeps it. Buffers are views of the fetched response: copy what must outlive the batch. */
export interface KafkaRecord {
  topic: string;
  partition: number;
  offset: bigint;
  /** Milliseconds since 1970 as on the record: any 64-bit number, −1 for none. */
  timestamp: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: KafkaHeader[];
}

/** Offsets that hold records which cannot be decoded, both ends included. */
export interface UnreadableRange {
  from: bigint;
  to: bigint;
  reason: string;
}

/**
 * What one fetch brought for one partition. It covers every offset from `fetchedOffset` to `lastOffset`: offsets in
 * between without a record are compacted away, control records, of aborted transactions, or named in `unreadable`.
 * `records` may be empty; `lastOffset + 1` is always the next offset to fetch.
 */
export interface RecordBatch extends TopicPartition {
  fetchedOffset: bigint;
  lastOffset: bigint;
  /** The offset after the last replicated record when this batch was fetched. */
  highWatermark: bigint;
  records: KafkaRecord[];
  unreadable: UnreadableRange[];
}

/** The key `topic/partition` under which maps of this room hold a partition (`/` cannot occur in a topic's name). */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
