import type { GroupPartition } from '#schemas/api/consumer-group.ts';

type Offsets = Pick<GroupPartition, 'logStart' | 'committed' | 'logEnd'>;

/** `read`: which share of the log lies before the commit, from 0 to 1; null where nothing is committed. */
export type PartitionBar =
  | { kind: 'unknown' }
  | { kind: 'empty' }
  | { kind: 'log'; read: number | null /** Retention has passed the commit. */; isLost: boolean };

/** Where the commit stands between the beginning and the end of the log, to scale. */
export function layoutBar({ logStart, committed, logEnd }: Offsets): PartitionBar {
  if (logStart === null || logEnd === null) return { kind: 'unknown' };
  const start = BigInt(logStart);
  const end = BigInt(logEnd);
  const at = committed === null ? null : BigInt(committed);
  if (end <= start) return at !== null && at < start ? { kind: 'log', read: 0, isLost: true } : { kind: 'empty' };
  if (at === null) return { kind: 'log', read: null, isLost: false };
  if (at < start) return { kind: 'log', read: 0, isLost: true };
  return { kind: 'log', read: at >= end ? 1 : shareOf(at - start, end - start), isLost: false };
}

const parts = 10_000n;

/** Offsets outgrow JavaScript's numbers, their shares do not. */
function shareOf(part: bigint, whole: bigint): number {
  return Number((part * parts) / whole) / Number(parts);
}
