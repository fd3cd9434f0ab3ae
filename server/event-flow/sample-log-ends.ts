import { setTimeout as delay } from 'node:timers/promises';
import { partitionKey } from '#server/platform/kafka/index.ts';
import type { Collecting } from './collecting.ts';
import { recordLogEnds } from './record-log-ends.ts';

const everyMs = 1_000;

/** Notes every second where the assigned partitions begin and end in Kafka, so that pages can say how far behind they are. */
export async function keepSampling(collecting: Collecting, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await sample(collecting);
      collecting.troubles.end('log ends');
    } catch (err) {
      collecting.troubles.begin('log ends', err, collecting.state.clock.now());
      collecting.logger.debug({ err }, 'The ends of the partitions cannot be sampled');
    }
  }
}

async function sample({ admin, consumer, state }: Collecting): Promise<void> {
  const partitions = consumer.assigned();
  const [starts, ends] = await Promise.all([admin.logStarts(partitions), admin.logEnds(partitions)]);
  const startOf = new Map(starts.map((start) => [partitionKey(start), start.offset]));
  await recordLogEnds(
    state,
    ends.map(({ topic, partition, offset }) => ({
      topic,
      partition,
      logStart: startOf.get(partitionKey({ topic, partition })) ?? null,
      logEnd: offset,
    })),
  );
}
