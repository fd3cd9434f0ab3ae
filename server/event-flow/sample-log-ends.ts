import { setTimeout as delay } from 'node:timers/promises';
import { partitionKey, type TopicPartitionOffset } from '#server/platform/kafka/index.ts';
import type { Collecting } from './collecting.ts';
import { placeAnew } from './place-anew.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { StallWatch } from './stall-watch.ts';

const everyMs = 1_000;

/** Notes every second where the assigned partitions begin and end in Kafka, so that pages can say how far behind they are. */
export async function keepSampling(collecting: Collecting, signal: AbortSignal): Promise<void> {
  const watch = new StallWatch();
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      unstick(collecting, watch, await sample(collecting));
      collecting.troubles.end('log ends');
    } catch (err) {
      collecting.troubles.begin('log ends', err);
      collecting.logger.debug({ err }, 'The ends of the partitions cannot be sampled');
    }
  }
}

/** Gives up to where the partitions can be read: what an open transaction holds back is not missing. */
async function sample({ admin, consumer, state }: Collecting): Promise<TopicPartitionOffset[]> {
  const partitions = consumer.assigned();
  const [starts, ends, stable] = await Promise.all([
    admin.logStarts(partitions),
    admin.logEnds(partitions),
    admin.stableEnds(partitions),
  ]);
  const startOf = new Map(starts.map((start) => [partitionKey(start), start.offset]));
  const stableOf = new Map(stable.map((end) => [partitionKey(end), end.offset]));
  await recordLogEnds(
    state,
    ends.map(({ topic, partition, offset }) => ({
      topic,
      partition,
      logStart: startOf.get(partitionKey({ topic, partition })) ?? null,
      logEnd: offset,
      lastStable: stableOf.get(partitionKey({ topic, partition })) ?? null,
    })),
  );
  return stable;
}

function unstick(collecting: Collecting, watch: StallWatch, ends: TopicPartitionOffset[]): void {
  const { queue, positions, logger } = collecting;
  // While writing is held up, standing still is no wonder.
  const stalled = watch.stalled(queue.size > 0 ? [] : ends, positions, performance.now());
  for (const where of stalled) {
    logger.info(
      { ...where, position: positions.get(partitionKey(where)) },
      'No progress; the partition is placed anew',
    );
    void placeAnew(collecting, where, 0);
  }
}
