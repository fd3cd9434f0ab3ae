import { judgePartition } from './judge-partition.ts';
import type { GroupTopicMemory, TopicSummary } from './lag-memory.ts';
import type { IndexedStretch, PartitionLag } from './lag-of.ts';
import { lagOf } from './lag-of.ts';
import type { LagSample } from './lag-sample.ts';
import { offsetOf, unsampled } from './offset-ring.ts';
import { paceHoldsMs, paceOf } from './pace-of.ts';
import type { SampleSlots } from './sample-slots.ts';
import type { ReadPlace, StoredPlace } from './stored-place.ts';
import { trendOf } from './trend-of.ts';

export type JudgeRound = {
  slots: SampleSlots;
  /** The slot of this round. */
  slot: number;
  /** When the ends were read, right after the commits. */
  atMs: number;
  /** Null: nobody can tell, as of groups that only commit. */
  members: number | null;
};

/** What is known of each partition of one topic that a group reads, oldest samples to verdict. Pure. */
export function judgeTopic(of: GroupTopicMemory, round: JudgeRound): (StoredPlace | ReadPlace)[] {
  const isPaceOld = round.atMs - of.paces.atMs >= paceHoldsMs;
  if (isPaceOld) of.paces.atMs = round.atMs;
  return of.partitions.map((partition) => {
    if (!isRead(of, partition, round)) return judgePlace(of, partition, round);
    if (isPaceOld) of.paces.of[partition] = paceOfRead(of, partition, round);
    return readPlace(of, partition, round.slot);
  });
}

/** Read to its end, and nothing in what is remembered says otherwise: so most partitions stand most of the time. */
function isRead(of: GroupTopicMemory, partition: number, { slots, slot }: JudgeRound): boolean {
  const committed = of.commits.get(partition, slot);
  const isAtEnd = committed >= 0n && committed === of.topic.ends.get(partition, slot);
  const isStable = (of.topic.stable.get(partition) ?? committed) === committed;
  if (!isAtEnd || !isStable || of.shares.has(partition) || of.problems.has(partition)) return false;
  // What retention took before it was read is told as long as it is remembered.
  return slots.all().every((one) => {
    const then = of.commits.get(partition, one.slot);
    return then < 0n || of.topic.starts.get(partition, one.slot) <= then;
  });
}

function readPlace(of: GroupTopicMemory, partition: number, slot: number): ReadPlace {
  const committed = of.commits.get(partition, slot).toString();
  const start = textOf(offsetOf(of.topic.starts.get(partition, slot)));
  return [partition, committed, of.seenAt[partition] ?? null, start, of.paces.of[partition] ?? null];
}

function paceOfRead(of: GroupTopicMemory, partition: number, { slots, atMs }: JudgeRound): ReadPlace[4] {
  const pace = paceOf(samplesOf(of, partition, slots), atMs);
  return pace && [pace.perSecond, pace.errorPerSecond, pace.overMs];
}

function judgePlace(of: GroupTopicMemory, partition: number, round: JudgeRound): StoredPlace {
  const { slot, atMs } = round;
  const { topic } = of;
  const samples = samplesOf(of, partition, round.slots);
  const committed = offsetOf(of.commits.get(partition, slot));
  const logStart = offsetOf(topic.starts.get(partition, slot));
  const logEnd = offsetOf(topic.ends.get(partition, slot));
  const share = of.shares.get(partition);
  const lag = lagOf(
    {
      ...{ committed, logStart, logEnd, lastStable: topic.stable.get(partition) ?? null, endReadBeforeCommit: false },
      ...(share && { brokerLag: share.lag }),
    },
    indexedOf(of, partition, { committed, logStart, logEnd }),
    samples,
    atMs,
  );
  const { verdict, reason } = judgePartition(samples, atMs, lag, round.members);
  return {
    ...{ partition, verdict, reason },
    ...storedLag(lag),
    committed: textOf(share ? share.offset : committed),
    seenAt: committed === null ? null : (of.seenAt[partition] ?? null),
    ...{ start: textOf(logStart), end: textOf(logEnd), stable: textOf(topic.stable.get(partition) ?? null) },
    trend: trendOf(samples, atMs),
    pace: paceOf(samples, atMs),
    problem: of.problems.get(partition) ?? topic.problems.get(partition) ?? null,
  };
}

function storedLag({ lag, lagMs, lagErrorMs, lagMsFrom, recordsBehind, clamped, lost }: PartitionLag) {
  return { lag: textOf(lag), lagMs, lagErrorMs, lagMsFrom, behind: textOf(recordsBehind), clamped, lost: textOf(lost) };
}

/** Oldest first; rounds in which the partition could not be asked are not among them. */
function samplesOf(of: GroupTopicMemory, partition: number, slots: SampleSlots): LagSample[] {
  return slots.all().flatMap(({ slot, atMs }) => {
    const committed = of.commits.get(partition, slot);
    if (committed === unsampled) return [];
    const logStart = offsetOf(of.topic.starts.get(partition, slot));
    const logEnd = offsetOf(of.topic.ends.get(partition, slot));
    return [{ atMs, committed: offsetOf(committed), logStart, logEnd }];
  });
}

/** What was indexed is so also when the log has grown since, but for how many records there are. */
function indexedOf(
  of: GroupTopicMemory,
  partition: number,
  { committed, logStart, logEnd }: { committed: bigint | null; logStart: bigint | null; logEnd: bigint | null },
): IndexedStretch | null {
  const known = of.firsts.get(partition);
  if (!known || committed === null) return null;
  const position = logStart !== null && logStart > committed ? logStart : committed;
  if (known.position !== position) return null;
  if (known.end === logEnd) return known.indexed;
  return { ...known.indexed, covered: known.indexed.covered && known.indexed.first !== null, count: null };
}

/** All partitions together: lag adds up, time is that of the one that waits the longest. */
export function sumPlaces(places: readonly StoredPlace[]): Omit<TopicSummary, 'verdict'> {
  const lags = places.flatMap(({ lag }) => (lag === null ? [] : BigInt(lag)));
  const longest = places.reduce<StoredPlace | null>(
    (found, place) => (place.lagMs !== null && place.lagMs > (found?.lagMs ?? -1) ? place : found),
    null,
  );
  return {
    lag: lags.length === 0 ? null : lags.reduce((sum, lag) => sum + lag, 0n),
    lagMs: longest?.lagMs ?? null,
    lagErrorMs: longest?.lagErrorMs ?? null,
    lagMsFrom: longest?.lagMsFrom ?? null,
  };
}

function textOf(offset: bigint | null): string | null {
  return offset === null ? null : offset.toString();
}
