import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { Collecting } from './collecting.ts';
import { recordGap } from './record-gap.ts';
import { restartPartition } from './restart-partition.ts';
import { noteTopicIds, readTopicIds } from './topic-ids.ts';

/** Why something is missing, as it stands in the gap that pages show. */
const outOfRange = 'OFFSET_OUT_OF_RANGE: Kafka deleted these records before they were indexed';
const topicMadeAnew = 'TOPIC_MADE_ANEW: the topic was deleted and made anew; its offsets begin again';
const logCutShort = 'LOG_CUT_SHORT: Kafka lost the end of this partition; its offsets are used again';

/** What is known of a partition in Kafka at the moment. */
type Log = { topicId: string | null; start: bigint; end: bigint | null };

/**
 * Claims partitions and tells where to read on: where the database says; where the log begins when it says nothing; where
 * the log begins, with the loss recorded, when Kafka has deleted what comes next or holds another log than before.
 */
export async function placePartitions(
  collecting: Collecting,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> {
  const { troubles } = collecting;
  try {
    const positions = await claimAndPlace(collecting, partitions);
    troubles.end('positions');
    for (const [key, position] of positions) collecting.positions.set(key, position);
    return positions;
  } catch (error) {
    troubles.begin('positions', error);
    throw error;
  }
}

async function claimAndPlace(
  collecting: Collecting,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> {
  const { state, owner } = collecting;
  const stored = await claimPositions(state, owner, partitions);
  // Asked after the claim: a log end from before could lie below what another collector had written since.
  const [logs, knownIds] = await Promise.all([readLogs(collecting, partitions), readTopicIds(state, partitions)]);
  const positions = new Map<string, bigint>();
  for (const where of partitions) {
    const key = partitionKey(where);
    const log = logs.get(key) ?? { topicId: null, start: 0n, end: null };
    positions.set(key, await place(collecting, where, log, { next: stored.get(key) ?? null, id: knownIds.get(key) }));
  }
  const ids = partitions.flatMap((where) => {
    const id = logs.get(partitionKey(where))?.topicId;
    return id ? [[where.topic, id] as const] : [];
  });
  await noteTopicIds(state, owner, new Map(ids));
  return positions;
}

/** Without a leader the log start is not known; then reading from 0 ends at it as soon as there is one. */
async function readLogs({ admin }: Collecting, partitions: readonly TopicPartition[]): Promise<Map<string, Log>> {
  const [topics, starts, ends] = await Promise.all([
    admin.describeTopics(),
    admin.logStarts(partitions),
    admin.logEnds(partitions),
  ]);
  const topicIds = new Map(topics.map(({ topic, topicId }) => [topic, topicId]));
  const startOf = new Map(starts.map((start) => [partitionKey(start), start.offset]));
  const endOf = new Map(ends.map((end) => [partitionKey(end), end.offset]));
  return new Map(
    partitions.map((where) => {
      const key = partitionKey(where);
      const log = {
        topicId: topicIds.get(where.topic) ?? null,
        start: startOf.get(key) ?? 0n,
        end: endOf.get(key) ?? null,
      };
      return [key, log];
    }),
  );
}

async function place(
  { state, owner, logger }: Collecting,
  { topic, partition }: TopicPartition,
  { topicId, start, end }: Log,
  { next, id }: { next: bigint | null; id: string | undefined },
): Promise<bigint> {
  if (next === null) return start;
  const restart = (at: bigint, reason: string) => {
    logger.warn({ topic, partition, next, at }, reason);
    return restartPartition(state, { owner, topic, partition, topicId, at, reason });
  };
  if (topicId !== null && id !== undefined && id !== topicId) return (await restart(start, topicMadeAnew)) ?? start;
  if (end !== null && next > end) {
    const isSameTopic = topicId !== null && id === topicId;
    const at = isSameTopic ? end : start;
    return (await restart(at, isSameTopic ? logCutShort : topicMadeAnew)) ?? at;
  }
  if (next >= start) return next;
  logger.warn({ topic, partition, from: next, to: start }, outOfRange);
  const gap = { owner, topic, partition, from: next, to: start, reason: outOfRange };
  return (await recordGap(state, gap)) ?? start;
}
