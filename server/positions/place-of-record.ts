import type { TopicPartitionOffset } from '#server/platform/kafka/index.ts';

const place = /^([^/]+)\/(\d+)\/(\d+)$/;

/** `topic/partition/offset` in its parts; null for any other text. */
export function placeOfRecord(record: string): TopicPartitionOffset | null {
  const [, topic, partition, offset] = place.exec(record) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return null;
  return { topic, partition: Number(partition), offset: BigInt(offset) };
}
