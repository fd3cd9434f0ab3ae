import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { readOffsetTimes, type UnreadStretch } from '#server/event-flow/index.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import type { GroupMemory, GroupTopicMemory, KnownFirst } from './lag-memory.ts';
import { positionOf } from './lag-sample.ts';
import { offsetOf } from './offset-ring.ts';

const askedAtOnce = 1_000;
/** Two questions at a time: the database answers one while the other is read. */
const lanes = 2;
/** The index is asked for so long in a round; what is left is told by samples until its turn comes. */
const mostMs = 500;
/** A topic that the index does not know is asked for again so soon, then ever later: a new one is found within seconds. */
const unindexedFor = { leastMs: 2_000, mostMs: 60_000 };
/** A record is indexed within so long, unless the collector is behind. */
const indexedWithinMs = 400;
const mostEarly = 2_000;

type Ask = { of: GroupTopicMemory; partition: number; position: bigint; end: bigint };

type Round = { slot: number; atMs: number };

/**
 * Asks the index for the first records not read, of partitions that are behind: those that moved first. What came only just
 * now is asked for again a moment later. Gives for how long (ms) it waited for that.
 */
export async function knowFirsts(pool: pg.Pool, groups: readonly GroupMemory[], round: Round): Promise<number> {
  const asks = asksOf(groups, round);
  await askAll(pool, asks, round.atMs);
  const early = asks.filter(({ of, partition, position }) => isEarly(of.firsts.get(partition), position));
  if (early.length === 0 || early.length > mostEarly) return 0;
  await delay(indexedWithinMs);
  await askAll(pool, early, round.atMs);
  return indexedWithinMs;
}

/** The index has not come so far. */
function isEarly(known: KnownFirst | undefined, position: bigint): boolean {
  return known?.position === position && known.indexed.first === null && !known.indexed.covered;
}

function asksOf(groups: readonly GroupMemory[], { slot, atMs }: Round): Ask[] {
  return groups.flatMap((group) => [...group.topics.values()].flatMap((of) => asksOfTopic(of, slot, atMs)));
}

async function askAll(pool: pg.Pool, asks: readonly Ask[], atMs: number): Promise<void> {
  const isNew = ({ of, partition, position }: Ask) => of.firsts.get(partition)?.position !== position;
  const ordered = [...asks.filter(isNew), ...shuffled(asks.filter((ask) => !isNew(ask)))];
  // Groups that stand at one place are told by one answer.
  const stretches = [...Map.groupBy(ordered, (ask) => `${partitionKey(placeOf(ask))} ${ask.position}`).values()];
  const untilMs = performance.now() + mostMs;
  let next = 0;
  const lane = async () => {
    while (next < stretches.length && performance.now() < untilMs) {
      const from = next;
      next += askedAtOnce;
      await ask(pool, stretches.slice(from, next), atMs);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** What is behind, and of which the index may know more than it told. */
function asksOfTopic(of: GroupTopicMemory, slot: number, atMs: number): Ask[] {
  if (of.topic.unindexedUntilMs > atMs) return [];
  return of.partitions.flatMap((partition): Ask[] => {
    const committed = offsetOf(of.commits.get(partition, slot));
    const end = offsetOf(of.topic.ends.get(partition, slot));
    if (committed === null || end === null) return [];
    const position = positionOf(committed, offsetOf(of.topic.starts.get(partition, slot)));
    if (position >= end) {
      of.firsts.delete(partition);
      return [];
    }
    const known = of.firsts.get(partition);
    const isSettled = known?.position === position && known.end === end && known.indexed.covered;
    return isSettled ? [] : [{ of, partition, position, end }];
  });
}

async function ask(pool: pg.Pool, stretches: readonly (readonly Ask[])[], atMs: number): Promise<void> {
  const asked = stretches.flatMap((asks): (UnreadStretch & { asks: readonly Ask[] })[] => {
    const [head] = asks;
    return head ? [{ ...placeOf(head), offset: head.position, end: head.end, asks }] : [];
  });
  const times = await readOffsetTimes(pool, asked);
  for (const [index, { asks }] of asked.entries()) {
    const indexed = times[index] ?? null;
    for (const { of, partition, position, end } of asks) {
      if (indexed) {
        of.firsts.set(partition, { position, end, indexed });
        of.topic.unindexedForMs = 0;
      } else waitForIndex(of.topic, atMs);
    }
  }
}

/** Once a round, however many of its partitions were asked for. */
function waitForIndex(topic: GroupTopicMemory['topic'], atMs: number): void {
  if (topic.unindexedUntilMs > atMs) return;
  topic.unindexedForMs = Math.min(Math.max(2 * topic.unindexedForMs, unindexedFor.leastMs), unindexedFor.mostMs);
  topic.unindexedUntilMs = atMs + topic.unindexedForMs;
}

function placeOf({ of, partition }: Ask): { topic: string; partition: number } {
  return { topic: of.topic.name, partition };
}

/** Each gets its turn, whatever is cut off. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
