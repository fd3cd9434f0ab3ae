import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { Collecting } from './collecting.ts';
import { recordGap } from './record-gap.ts';

/** As it stands in the gap that pages show. */
const outOfRange = 'OFFSET_OUT_OF_RANGE: Kafka deleted these records before they were indexed';

/**
 * Claims partitions and tells where to read on: where the database says; where the log begins when it says nothing; and
 * where the log begins, with the loss recorded, when Kafka has deleted what comes next.
 */
export async function placePartitions(
  collecting: Collecting,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> {
  const { troubles, state } = collecting;
  try {
    const positions = await claimAndPlace(collecting, partitions);
    troubles.end('positions');
    for (const [key, position] of positions) collecting.positions.set(key, position);
    return positions;
  } catch (error) {
    troubles.begin('positions', error, state.clock.now());
    throw error;
  }
}

async function claimAndPlace(
  collecting: Collecting,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> {
  const { state, owner, admin } = collecting;
  const [stored, starts] = await Promise.all([claimPositions(state, owner, partitions), admin.logStarts(partitions)]);
  const startOf = new Map(starts.map((start) => [partitionKey(start), start.offset]));
  const positions = new Map<string, bigint>();
  for (const where of partitions) {
    const key = partitionKey(where);
    const next = stored.get(key) ?? null;
    // Without a leader the log start is not known; then reading from 0 ends at it as soon as there is one.
    const logStart = startOf.get(key) ?? 0n;
    const isLost = next !== null && next < logStart;
    positions.set(key, isLost ? await loseUpTo(collecting, where, next, logStart) : (next ?? logStart));
  }
  return positions;
}

async function loseUpTo(
  { state, owner, logger }: Collecting,
  { topic, partition }: TopicPartition,
  from: bigint,
  to: bigint,
): Promise<bigint> {
  logger.warn({ topic, partition, from, to }, 'Kafka deleted records before they were indexed');
  const position = await recordGap(state, { owner, topic, partition, from, to, reason: outOfRange });
  return position ?? to;
}
