import type { ResetTarget } from '#schemas/api/group-reset.ts';
import type { TopicPartition } from '#server/platform/kafka/index.ts';

/** How a partition stands for a group. */
export type ResetPlace = TopicPartition & { committed: bigint | null; logStart: bigint; logEnd: bigint };

export type PlannedMove = TopicPartition & {
  from: bigint | null;
  to: bigint;
  logStart: bigint;
  logEnd: bigint;
  /** Offsets passed without being read, and those read again; null where nothing is committed. */
  skipped: bigint | null;
  readAgain: bigint | null;
  /** Why it goes elsewhere than asked, or what else is to be known of it. */
  note: string | null;
};

type Goal = { to: bigint; note: string | null };

/**
 * Where a reset would take one partition; never outside its log. `atTime` is the first offset that is not older than the
 * asked time, null where that is not known. Pure.
 */
export function planMove(
  place: ResetPlace,
  target: ResetTarget,
  atTime: bigint | null,
): PlannedMove | { problem: string } {
  const goal = goalOf(place, target, atTime);
  if ('problem' in goal) return goal;
  const { topic, partition, committed: from, logStart, logEnd } = place;
  return { topic, partition, from, logStart, logEnd, ...passedBy(place, goal.to), ...goal };
}

/** What lies below the log's start is gone, and counts neither as skipped nor as read again. */
function passedBy(
  { committed: from, logStart, logEnd }: ResetPlace,
  to: bigint,
): { skipped: bigint | null; readAgain: bigint | null } {
  if (from === null) return { skipped: null, readAgain: null };
  return {
    skipped: notNegative(to - larger(from, logStart)),
    readAgain: notNegative(smaller(from, logEnd) - larger(to, logStart)),
  };
}

function goalOf(place: ResetPlace, target: ResetTarget, atTime: bigint | null): Goal | { problem: string } {
  const { committed, logStart, logEnd } = place;
  if (target === 'earliest') return { to: logStart, note: null };
  if (target === 'latest') return { to: logEnd, note: null };
  if ('timestamp' in target) return goalOfTime(place, atTime);
  if ('offset' in target) return within(BigInt(target.offset), place);
  if (committed === null) return { problem: 'Nothing is committed there, so there is nothing to go on from' };
  const asked = committed + BigInt(target.shift);
  if (asked < 0n) return { to: logStart, note: `that is before the first record; it goes to the oldest, ${logStart}` };
  return within(asked, { logStart, logEnd });
}

function goalOfTime({ logStart, logEnd }: ResetPlace, atTime: bigint | null): Goal | { problem: string } {
  if (atTime === null) return { problem: 'The broker did not say which record stood there at that time' };
  if (atTime >= logEnd) return { to: logEnd, note: 'no record is that young; it goes to the end' };
  if (atTime <= logStart && logStart > 0n)
    return { to: logStart, note: 'the oldest record that is kept; there may have been others since that time' };
  return { to: larger(atTime, logStart), note: null };
}

function within(asked: bigint, { logStart, logEnd }: Pick<ResetPlace, 'logStart' | 'logEnd'>): Goal {
  if (asked < logStart) return { to: logStart, note: `${asked} is deleted by now; it goes to the oldest, ${logStart}` };
  if (asked > logEnd) return { to: logEnd, note: `${asked} is not written yet; it goes to the end, ${logEnd}` };
  return { to: asked, note: null };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function notNegative(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
