import type { GroupMember } from '#schemas/api/consumer-group.ts';

/** `order-events 0–2, 5; payment-events 1`. */
export function assignmentText(assigned: GroupMember['assigned']): string {
  return assigned.map(({ topic, partitions }) => `${topic} ${runsOf(partitions)}`).join('; ');
}

function runsOf(partitions: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const partition of partitions.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && partition <= last.to + 1) last.to = partition;
    else runs.push({ from: partition, to: partition });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
