import type { TopicPartitionOffset } from '#server/platform/kafka/index.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';

export type OffsetMirror = {
  /** These offsets are committed in the database; Kafka is told within a second. */
  note(offsets: readonly TopicPartitionOffset[]): void;
  /** Tells Kafka now what it does not know yet. */
  flush(): Promise<void>;
  stop(): void;
};

type MirrorOptions = {
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  logger: Logger;
  everyMs?: number;
};

/**
 * Copies the offsets to the consumer group in Kafka, so that other tools show a true lag. Nothing is ever read back from
 * there: a failure is logged and the next round says the same again.
 */
export function createOffsetMirror({ commit, logger, everyMs = 1_000 }: MirrorOptions): OffsetMirror {
  const newest = new Map<string, TopicPartitionOffset>();
  let committing: Promise<void> | null = null;

  async function commitNewest(): Promise<void> {
    const offsets = [...newest.values()];
    newest.clear();
    try {
      await commit(offsets);
    } catch (err) {
      logger.debug({ err }, 'The offsets could not be copied to Kafka; they are safe in the database');
      for (const one of offsets) if (!newest.has(partitionKey(one))) newest.set(partitionKey(one), one);
    } finally {
      committing = null;
    }
  }

  async function flush(): Promise<void> {
    await committing;
    if (newest.size === 0) return;
    committing = commitNewest();
    await committing;
  }

  const timer = setInterval(() => {
    if (!committing) void flush();
  }, everyMs);
  return {
    note: (offsets) => {
      for (const one of offsets) newest.set(partitionKey(one), one);
    },
    flush,
    stop: () => clearInterval(timer),
  };
}
