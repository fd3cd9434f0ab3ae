import { consume } from '#server/platform/kafka/index.ts';
import { topicNames } from '../traffic/make-flows.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/** Seconds from the first to the last of so many records when they are only read and decoded, as the collector reads. */
export async function consumeBare({ kafka, logger }: BenchStack, events: number): Promise<{ seconds: number }> {
  const { promise, resolve } = Promise.withResolvers<{ seconds: number }>();
  let seen = 0;
  let firstAt = 0;
  const consumer = consume(kafka, {
    group: `bench-${process.pid}`,
    topics: topicNames,
    commit: 'manual',
    concurrency: 64,
    maxBytes: 4 * 1024 * 1024,
    eachBatch: async ({ records }) => {
      firstAt ||= performance.now();
      seen += records.length;
      if (seen >= events) resolve({ seconds: (performance.now() - firstAt) / 1_000 });
    },
    logger,
  });
  const result = await promise;
  await consumer.stop();
  return result;
}
