import { partitionKey, type TopicPartition, type TopicPartitionOffset } from '#server/platform/kafka/index.ts';

type Standing = { position: bigint; sinceMs: number };

const stalledAfterMs = 15_000;

/**
 * Finds partitions whose index stands still although Kafka holds more that can be read: nothing should ever cause that, but
 * a partition that is read no further would be missing in silence.
 */
export class StallWatch {
  readonly #standing = new Map<string, Standing>();

  /** Given up to where partitions can be read and the positions in the database, those that have not moved for 15 s. */
  stalled(
    ends: readonly TopicPartitionOffset[],
    positions: ReadonlyMap<string, bigint>,
    nowMs: number,
  ): TopicPartition[] {
    const found: TopicPartition[] = [];
    for (const { topic, partition, offset } of ends) {
      const key = partitionKey({ topic, partition });
      const position = positions.get(key);
      if (position === undefined || position >= offset) {
        this.#standing.delete(key);
        continue;
      }
      const before = this.#standing.get(key);
      if (before?.position !== position) this.#standing.set(key, { position, sinceMs: nowMs });
      else if (nowMs - before.sinceMs >= stalledAfterMs) {
        found.push({ topic, partition });
        this.#standing.delete(key);
      }
    }
    return found;
  }
}
