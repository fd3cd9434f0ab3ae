import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';

/** How many records behind a member is on what it owns; null where that is not known of one of its partitions. */
export function behindOfMember(group: Pick<ConsumerGroup, 'partitionList' | 'shown'>, memberId: string): string | null {
  const owned = group.partitionList.filter(({ member }) => member === memberId);
  // Those that are left out may be its own.
  if (group.shown.partitions < group.shown.of) return null;
  let sum = 0n;
  for (const { lag, logStart, logEnd } of owned) {
    const isEmpty = logEnd !== null && logStart === logEnd;
    if (lag === null && !isEmpty) return null;
    sum += BigInt(lag ?? 0);
  }
  return sum.toString();
}
