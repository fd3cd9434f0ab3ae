import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';

/** The partitions that these records are in, each once. */
export function partitionsOf(records: readonly TopicPartition[]): TopicPartition[] {
  return [
    ...new Map(
      records.map(({ topic, partition }) => [partitionKey({ topic, partition }), { topic, partition }]),
    ).values(),
  ];
}
