import { setTimeout as delay } from 'node:timers/promises';
import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import type { Collecting } from './collecting.ts';
import { placePartitions } from './place-partitions.ts';

const longestPauseMs = 3_000;

/**
 * Looks up where a refused partition goes on: after a gap by a race, after records deleted in Kafka, after another
 * collector had claimed it although it is assigned to us. When it is not assigned to us any more, it is let go.
 */
export async function placeAnew(collecting: Collecting, where: TopicPartition, firstPause: number): Promise<void> {
  const { queue, blocked, consumer } = collecting;
  const key = partitionKey(where);
  const { generation } = queue;
  if (blocked.get(key) === generation) return;
  blocked.set(key, generation);
  queue.drop(where);
  const isOurs = () => queue.generation === generation && consumer.assigned().some((one) => partitionKey(one) === key);
  for (let pauseMs = firstPause; isOurs(); pauseMs = longestPauseMs) {
    await delay(pauseMs);
    if (isOurs() && (await seekPlace(collecting, where))) break;
  }
  if (blocked.get(key) === generation) blocked.delete(key);
}

async function seekPlace(collecting: Collecting, where: TopicPartition): Promise<boolean> {
  try {
    const offset = (await placePartitions(collecting, [where])).get(partitionKey(where));
    if (offset !== undefined) collecting.consumer.seek({ ...where, offset });
    return offset !== undefined;
  } catch (err) {
    collecting.logger.warn({ err, ...where }, 'A partition cannot be placed yet; trying again');
    return false;
  }
}
