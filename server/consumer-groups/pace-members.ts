import type { JudgeRound } from './judge-topic.ts';
import type { GroupMemory, GroupTopicMemory } from './lag-memory.ts';
import { type LagSample, positionOf } from './lag-sample.ts';
import { noOffset, offsetOf } from './offset-ring.ts';
import { paceHoldsMs, paceOf } from './pace-of.ts';
import type { StoredMember } from './read-group.ts';

type Read = { of: GroupTopicMemory; partition: number };

/** What has not moved for so long although something waits there is not among those that are taken in turns. */
const standsMs = 60_000;

/**
 * Notes for each member of a group how fast it gets on with all its partitions together, and how much waits in each of them:
 * partitions of one member wait for each other, but for one that stands, by a record that nobody gets over. Of a member that
 * has read all, the pace is a guess and taken only now and then.
 */
export function paceMembers(group: GroupMemory, round: JudgeRound): void {
  const isPaceOld = round.atMs - group.pacedMs >= paceHoldsMs;
  if (isPaceOld) group.pacedMs = round.atMs;
  for (const member of group.members ?? []) {
    const read = partitionsOf(group, member).filter((one) => isCommitted(one, round.slot) && !stands(one, round));
    member.lags = read.flatMap((one) => lagIn(one, round.slot));
    if (member.lags.length === 0 && !isPaceOld) continue;
    const pace = paceOf(samplesOf(read, round), round.atMs);
    member.pace = pace && [pace.perSecond, pace.errorPerSecond, pace.overMs];
  }
}

function partitionsOf(group: GroupMemory, { assigned }: StoredMember): Read[] {
  return assigned.flatMap(({ topic, partitions }) => {
    const of = group.topics.get(topic);
    return of ? partitions.map((partition) => ({ of, partition })) : [];
  });
}

function isCommitted({ of, partition }: Read, slot: number): boolean {
  return of.commits.get(partition, slot) > noOffset;
}

function stands({ of, partition }: Read, { slots, slot, atMs }: JudgeRound): boolean {
  const before = slots.all().findLast((one) => one.atMs <= atMs - standsMs);
  if (!before || lagIn({ of, partition }, before.slot).length === 0) return false;
  return of.commits.get(partition, before.slot) === of.commits.get(partition, slot);
}

/** Behind what retention took. None where all is read, or nobody knows. */
function lagIn({ of, partition }: Read, slot: number): number[] {
  const position = positionOf(of.commits.get(partition, slot), offsetOf(of.topic.starts.get(partition, slot)));
  const lag = of.topic.ends.get(partition, slot) - position;
  return position > noOffset && lag > 0n ? [Number(lag)] : [];
}

/** All of them as if they were one partition; rounds in which one of them was not asked are left out. */
function samplesOf(read: readonly Read[], { slots }: JudgeRound): LagSample[] {
  return slots.all().flatMap(({ slot, atMs }) => {
    let [committed, logEnd] = [0n, 0n];
    for (const { of, partition } of read) {
      const [offset, end] = [of.commits.get(partition, slot), of.topic.ends.get(partition, slot)];
      if (offset <= noOffset || end <= noOffset) return [];
      committed += offset;
      logEnd += end;
    }
    return [{ atMs, committed, logStart: null, logEnd }];
  });
}
