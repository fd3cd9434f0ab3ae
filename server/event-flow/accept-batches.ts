import type { RecordBatch } from '#server/platform/kafka/index.ts';

/** One partition's line of `index_offset`, as locked. */
export type OffsetRow = { nextOffset: bigint | null; owner: string | null };

export type Refusal = {
  topic: string;
  partition: number;
  /** `gap`: the fetch began above what is stored; `not_owned`: another collector has claimed the partition since. */
  reason: 'gap' | 'not_owned';
  /** Where to read on; null when the partition is not ours to read. */
  seekTo: bigint | null;
};

export type Acceptance<T> = {
  /** The next offset before and after; equal when nothing was accepted. */
  from: bigint;
  to: bigint;
  /** Nothing of this partition was ever stored before. */
  begins: boolean;
  records: T[];
  dropped: number;
  refusal: Refusal | null;
};

/** A batch with its records in the form in which they are to be written. */
export type PreparedBatch<T> = { batch: RecordBatch; records: T[] };

/**
 * The offset fence, pure: given the locked line and the batches of one partition, which records are new. Below the next
 * offset is a repetition and dropped; a fetch that began above it would leave a hole and is refused.
 */
export function acceptBatches<T>(
  row: OffsetRow | undefined,
  owner: string,
  prepared: readonly PreparedBatch<T>[],
  offsetOf: (record: T) => bigint,
): Acceptance<T> {
  const first = prepared[0]?.batch;
  if (!first) return { from: 0n, to: 0n, begins: false, records: [], dropped: 0, refusal: null };
  const { topic, partition } = first;
  const from = row?.nextOffset ?? first.fetchedOffset;
  const begins = row !== undefined && row.nextOffset === null;
  const result: Acceptance<T> = { from, to: from, begins, records: [], dropped: 0, refusal: null };
  if (row?.owner !== owner) {
    return { ...result, refusal: { topic, partition, reason: 'not_owned', seekTo: null } };
  }
  for (const { batch, records } of prepared) {
    if (batch.fetchedOffset > result.to) {
      return { ...result, refusal: { topic, partition, reason: 'gap', seekTo: result.to } };
    }
    takeNew(result, records, offsetOf);
    if (batch.lastOffset >= result.to) result.to = batch.lastOffset + 1n;
  }
  return result;
}

function takeNew<T>(result: Acceptance<T>, records: readonly T[], offsetOf: (record: T) => bigint): void {
  for (const record of records) {
    const offset = offsetOf(record);
    if (offset < result.to) {
      result.dropped += 1;
      continue;
    }
    result.records.push(record);
    result.to = offset + 1n;
  }
}
