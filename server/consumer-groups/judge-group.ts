import { groupVerdicts } from '#schemas/api/consumer-group.ts';
import type { Judged } from './judge-partition.ts';

type JudgedPartition = Judged & { topic: string; partition: number; lag: bigint | null };

/** Unknown comes before OK: who cannot be judged may be in any trouble, but one who is in trouble for sure comes first. */
const harm = ['ok', 'unknown', ...groupVerdicts.filter((verdict) => verdict !== 'ok' && verdict !== 'unknown')];

/** The verdict of the worst partition, among equals of the one farthest behind, and which it is. Pure. */
export function judgeGroup(partitions: readonly JudgedPartition[]): Judged {
  const [head] = partitions;
  if (!head) return { verdict: 'unknown', reason: 'It reads no partition and has committed nothing.' };
  const worst = partitions.reduce((most, next) => (isWorse(next, most) ? next : most), head);
  const { verdict, lag, topic, partition, reason } = worst;
  if (verdict === 'ok' && !lag) return { verdict, reason: lag === 0n ? 'All is read.' : reason };
  const alike = partitions.filter((other) => other.verdict === verdict).length;
  const more = verdict === 'ok' || alike === 1 ? '' : ` and ${alike - 1} more`;
  return { verdict, reason: `${topic} partition ${partition}${more}: ${reason}` };
}

function isWorse(next: JudgedPartition, most: JudgedPartition): boolean {
  const [a, b] = [harm.indexOf(next.verdict), harm.indexOf(most.verdict)];
  return a === b ? (next.lag ?? -1n) > (most.lag ?? -1n) : a > b;
}
