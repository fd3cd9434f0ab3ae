import type { RecordBatch } from '#server/platform/kafka/index.ts';

/**
 * Cuts a batch after `count` of its records, so that both parts together cover the same offsets and the second begins
 * where the first ends. Pure. The rest is null when the batch has no more records than that.
 */
export function sliceBatch(batch: RecordBatch, count: number): [part: RecordBatch, rest: RecordBatch | null] {
  const last = batch.records[count - 1];
  if (!last || count >= batch.records.length) return [batch, null];
  const isBefore = ({ to }: { to: bigint }) => to <= last.offset;
  return [
    {
      ...batch,
      lastOffset: last.offset,
      records: batch.records.slice(0, count),
      unreadable: batch.unreadable.filter(isBefore),
    },
    {
      ...batch,
      fetchedOffset: last.offset + 1n,
      records: batch.records.slice(count),
      unreadable: batch.unreadable.filter((range) => !isBefore(range)),
    },
  ];
}

/** Bytes of keys and values: what decides how much a batch weighs in memory and in a transaction. */
export function weightOf(records: RecordBatch['records']): number {
  let bytes = 0;
  for (const { key, value } of records) bytes += 100 + (key?.length ?? 0) + (value?.length ?? 0);
  return bytes;
}
