import type { JudgeRound } from './judge-topic.ts';
import type { GroupMemory, GroupTopicMemory } from './lag-memory.ts';
import type { LagSample } from './lag-sample.ts';
import { noOffset } from './offset-ring.ts';
import { paceHoldsMs, paceOf } from './pace-of.ts';
import type { StoredMember } from './read-group.ts';

type Read = { of: GroupTopicMemory; partition: number };

/**
 * Notes for each member of a group how fast it gets on with all its partitions together, and how much waits in each of them:
 * partitions of one member wait for each other. Of one that has read all, the pace is a guess and taken only now and then.
 */
export function paceMembers(group: GroupMemory, round: JudgeRound): void {
  const isPaceOld = round.atMs - group.pacedMs >= paceHoldsMs;
  if (isPaceOld) group.pacedMs = round.atMs;
  for (const member of group.members ?? []) {
    const read = partitionsOf(group, member).filter(({ of, partition }) => of.commits.get(partition, round.slot) >= 0n);
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

/** None where all is read, or nobody knows. */
function lagIn({ of, partition }: Read, slot: number): number[] {
  const lag = of.topic.ends.get(partition, slot) - of.commits.get(partition, slot);
  return lag > 0n ? [Number(lag)] : [];
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
