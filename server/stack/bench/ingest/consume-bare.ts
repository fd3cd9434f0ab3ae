import { randomUUID } from 'node:crypto';
import { consume } from '#server/platform/kafka/index.ts';
import { topicNames } from '../traffic/make-flows.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/**
 * Seconds from the first to the last of so many records when they are only read and decoded, as the collector reads; with
 * `wanted` also looked into.
 */
export async function consumeBare(
  { kafka, logger }: BenchStack,
  events: number,
  wanted?: Buffer,
): Promise<{ seconds: number; found: number }> {
  const { promise, resolve } = Promise.withResolvers<{ seconds: number; found: number }>();
  let seen = 0;
  let found = 0;
  let firstAt = 0;
  const consumer = consume(kafka, {
    group: `bench-${randomUUID()}`,
    topics: topicNames,
    commit: 'manual',
    concurrency: 64,
    maxBytes: 4 * 1024 * 1024,
    eachBatch: async ({ records }) => {
      firstAt ||= performance.now();
      seen += records.length;
      if (wanted) for (const { value } of records) if (value?.includes(wanted)) found += 1;
      if (seen >= events) resolve({ seconds: (performance.now() - firstAt) / 1_000, found });
    },
    logger,
  });
  const result = await promise;
  await consumer.stop();
  return result;
}
