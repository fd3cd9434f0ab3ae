import { type LagSample, positionOf } from './lag-sample.ts';
import { whenAppended } from './when-appended.ts';

/** What one round read of a partition; null is what the broker did not tell. */
export type ReadOffsets = {
  committed: bigint | null;
  logStart: bigint | null;
  logEnd: bigint | null;
  /** Where readers of committed records stop. */
  lastStable: bigint | null;
  /** The end is older than the commit, as when the end could not be read again. */
  endReadBeforeCommit: boolean;
  /** What the broker itself calls the lag, −1 where it cannot tell: of share groups, whose offsets do not say it. */
  brokerLag?: bigint | null;
};

/** What is indexed of the stretch from where reading goes on to the end of the log. */
export type IndexedStretch = {
  first: { offset: bigint; atMs: number } | null;
  /** Null where there were too many to count. */
  count: bigint | null;
  /** The whole stretch has been read into the index. */
  covered: boolean;
};

export type PartitionLag = {
  /** Offsets still to be read; null where nothing is committed or the broker did not tell. Never negative. */
  lag: bigint | null;
  /** For how long the oldest of them has waited, true within ± `lagErrorMs`; 0 where all is read. */
  lagMs: number | null;
  lagErrorMs: number | null;
  lagMsFrom: 'records' | 'samples' | null;
  /** Records really there, without transaction markers and what compaction took; null where that is not indexed. */
  recordsBehind: bigint | null;
  clamped: boolean;
  /** Offsets that retention took before they were read. */
  lost: bigint | null;
  /** All that is still to be read waits for an open transaction: so many offsets. */
  held: bigint | null;
};

type LagTime = Pick<PartitionLag, 'lagMs' | 'lagErrorMs' | 'lagMsFrom'>;

const noTime: LagTime = { lagMs: null, lagErrorMs: null, lagMsFrom: null };
const allRead: LagTime = { lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records' };
/** Times of records are whole milliseconds. */
const recordErrorMs = 1;

/**
 * Lag in offsets and in time, ms. `nowMs` is when the commit was read; `history` tells when the log ended where, oldest
 * first, and serves only where the record is not indexed. Pure.
 */
export function lagOf(
  read: ReadOffsets,
  indexed: IndexedStretch | null,
  history: readonly LagSample[],
  nowMs: number,
): PartitionLag {
  const { committed, logStart, logEnd } = read;
  const lost = committed === null || logStart === null ? null : positionOf(committed, logStart) - committed;
  const counted = countLag(read);
  if (committed === null || counted.lag === null) {
    return { ...counted, ...noTime, recordsBehind: null, lost, held: null };
  }
  const position = positionOf(committed, logStart);
  const recordsBehind = countRecords(counted.lag, indexed);
  const time = recordsBehind === 0n ? allRead : timeLag(position, indexed, history, nowMs);
  const isHeld = logEnd !== null && read.lastStable !== null && read.lastStable < logEnd && position >= read.lastStable;
  return { ...counted, ...time, recordsBehind, lost, held: isHeld && counted.lag > 0n ? counted.lag : 0n };
}

function countLag({ committed, logStart, logEnd, endReadBeforeCommit, brokerLag }: ReadOffsets) {
  if (brokerLag !== undefined && brokerLag !== null) return { lag: brokerLag < 0n ? null : brokerLag, clamped: false };
  if (committed === null || logEnd === null) return { lag: null, clamped: false };
  const lag = logEnd - positionOf(committed, logStart);
  if (lag >= 0n) return { lag, clamped: false };
  // Read in the right order, a commit beyond the end is no matter of timing: the log was cut or made anew.
  return endReadBeforeCommit ? { lag: 0n, clamped: true } : { lag: null, clamped: false };
}

function countRecords(lag: bigint, indexed: IndexedStretch | null): bigint | null {
  if (lag === 0n) return 0n;
  if (!indexed?.covered || indexed.count === null) return null;
  return indexed.count < lag ? indexed.count : lag;
}

function timeLag(
  position: bigint,
  indexed: IndexedStretch | null,
  history: readonly LagSample[],
  nowMs: number,
): LagTime {
  const { first = null, covered = false } = indexed ?? {};
  // Behind a hole the first indexed record is the oldest only if nothing is missing from the index.
  if (first && first.atMs > 0 && (covered || first.offset === position)) return since(first.atMs, recordErrorMs, nowMs);
  const appended = whenAppended(history, position);
  return appended ? { ...since(appended.atMs, appended.errorMs, nowMs), lagMsFrom: 'samples' } : noTime;
}

/** A record from the future has waited for no time, and the clocks disagree by at least that much. */
function since(atMs: number, errorMs: number, nowMs: number): LagTime {
  const lagMs = Math.max(0, nowMs - atMs);
  return { lagMs, lagErrorMs: Math.max(errorMs, atMs - nowMs), lagMsFrom: 'records' };
}
