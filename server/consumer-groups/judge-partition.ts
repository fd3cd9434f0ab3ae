import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import { timeInWords } from '#server/platform/clock/index.ts';
import type { PartitionLag } from './lag-of.ts';
import {
  type KnownSample,
  knownOf,
  type LagSample,
  lagIn,
  positionOf,
  verdictWindowMs,
  windowOf,
} from './lag-sample.ts';
import { fewestSamples, trendOf } from './trend-of.ts';
import { tellCount, tellWaiting } from './verdict-words.ts';

export type Judged = { verdict: GroupVerdict; reason: string };

/** What the rules look at. Samples are those of the window; `known` those of which both commit and end were told. */
type Case = {
  window: readonly LagSample[];
  known: readonly KnownSample[];
  nowMs: number;
  lag: PartitionLag;
  /** What waits: records where they are counted, else offsets. */
  waits: bigint;
  members: number | null;
};

/** Connectors commit once a minute, and that is the longest that is usual. */
const patienceMs = 90_000;
/** Without members nobody reads at all; restarting them takes less. */
const emptyPatienceMs = 30_000;
/** Commits that come this many times later than they used to do not come late but not at all. */
const timesLater = 3;
const farMs = verdictWindowMs * 0.9;
const shortestMs = 60_000;
/** So long after all was read growth is no batch that is waited for, if lag is higher than before by this. */
const growthMs = 180_000;
const clearly = 1.5;
const recentMs = 120_000;

/**
 * How a group stands on a partition, by the rules of Burrow over a window in time: in this order, since each rests on
 * those before it not holding. `members` null: nobody can tell, as of groups that only commit. Pure.
 */
export function judgePartition(
  samples: readonly LagSample[],
  nowMs: number,
  lag: PartitionLag,
  members: number | null = null,
): Judged & { samples: LagSample[] } {
  const window = windowOf(samples, nowMs);
  const waits = lag.recordsBehind ?? lag.lag ?? 0n;
  const given = { window, known: knownOf(window), nowMs, lag, waits, members };
  return { ...judge(given), samples: window };
}

const rules = [isLost, isUntold, isRead, isHeld, isSilent, wentBack, isUnsure, isGrowing];

function judge(given: Case): Judged {
  for (const rule of rules) {
    const judged = rule(given);
    if (judged) return judged;
  }
  const { direction, closesInMs } = trendOf(given.known, given.nowMs);
  if (direction === 'shrinking' && closesInMs !== null) {
    return {
      verdict: 'ok',
      reason: `${tellWaiting(given.waits)}; at this pace all is read in ${timeInWords(closesInMs)}.`,
    };
  }
  return { verdict: 'ok', reason: `${tellWaiting(given.waits)}, and it keeps up.` };
}

/** Also when it has gone on since: what was lost is not found again by reading on. */
function isLost({ lag, known, nowMs }: Case): Judged | null {
  if (lag.lost !== null && lag.lost > 0n) return lostRecords(lag.lost, '');
  const lost = known.findLast(({ committed, logStart }) => logStart !== null && logStart > committed);
  if (!lost) return null;
  const ago = timeInWords(nowMs - lost.atMs);
  return lostRecords(
    positionOf(lost.committed, lost.logStart) - lost.committed,
    `, ${ago} ago; it reads on behind them`,
  );
}

function lostRecords(count: bigint, more: string): Judged {
  const what = tellCount(count, 'record');
  return { verdict: 'data_loss', reason: `Retention removed up to ${what} before the group had read them${more}.` };
}

function isUntold({ lag, window }: Case): Judged | null {
  const last = window.at(-1);
  if (lag.lag !== null) return null;
  if (!last) return { verdict: 'unknown', reason: 'There is no sample of the last ten minutes.' };
  const { committed, logStart, logEnd } = last;
  if (logEnd === null) return { verdict: 'unknown', reason: 'The broker did not tell where the log ends.' };
  if (committed === null) {
    if (logStart === logEnd)
      return { verdict: 'ok', reason: 'Nothing is committed yet, and there is nothing to read.' };
    return { verdict: 'unknown', reason: 'Nothing is committed yet, so nobody knows how much is unread.' };
  }
  if (committed <= logEnd) return { verdict: 'unknown', reason: 'The broker did not tell how much is unread.' };
  const where = `at ${committed}, beyond the end of the log at ${logEnd}`;
  return { verdict: 'unknown', reason: `Its commit stands ${where}: the log was cut or made anew.` };
}

function isRead({ lag }: Case): Judged | null {
  if (lag.clamped) return { verdict: 'ok', reason: 'All is read: its commit is newer than the end that was told.' };
  if (lag.lag === 0n) return { verdict: 'ok', reason: 'All is read.' };
  if (lag.recordsBehind !== 0n || lag.lag === null) return null;
  const offsets = tellCount(lag.lag, 'offset');
  const hold = lag.lag === 1n ? 'holds' : 'hold';
  return {
    verdict: 'ok',
    reason: `All is read: the last ${offsets} ${hold} no record, as transactions and compaction leave them.`,
  };
}

function isHeld(given: Case): Judged | null {
  const { held } = given.lag;
  if (held === null || held === 0n) return null;
  const { ms } = silenceOf(given);
  const what = tellCount(held, 'offset');
  if (ms < farMs) return { verdict: 'ok', reason: `The last ${what} can be read when an open transaction has ended.` };
  return { verdict: 'stall', reason: `An open transaction has held back ${what} for ${timeInWords(ms)} or longer.` };
}

/** STOP and STALL: the commit does not move although there is something to read. Members tell one from the other. */
function isSilent(given: Case): Judged | null {
  const { known, members, waits } = given;
  const { ms, pauseMs, isWhole } = silenceOf(given);
  const allowedMs = members === 0 ? emptyPatienceMs : Math.min(Math.max(patienceMs, timesLater * pauseMs), farMs);
  if (known.length < fewestSamples || ms <= allowedMs) return null;
  const still = `its commit has not moved for ${timeInWords(ms)}${isWhole ? ' or longer' : ''}`;
  if (members === 0)
    return { verdict: 'stop', reason: `${tellWaiting(waits)}, the group has no member, and ${still}.` };
  if (members === null && !isWhole) return { verdict: 'stop', reason: `${tellWaiting(waits)}, and ${still}.` };
  const whose = members === null ? '' : ' although the group has members';
  return { verdict: 'stall', reason: `${tellWaiting(waits)}, and ${still}${whose}.` };
}

/** For how long the commit has stood although something waited, and how long it usually did so before. */
function silenceOf({ known, nowMs, lag }: Case): { ms: number; pauseMs: number; isWhole: boolean } {
  const runs = runsOf(known);
  const run = runs.at(-1);
  // Not the longest: that may have been a trouble of its own, which must not hide the next one.
  const pauses = runs.flatMap(({ pauseMs }) => pauseMs ?? []).sort((a, b) => a - b);
  const pauseMs = pauses[Math.floor(pauses.length / 2)] ?? 0;
  if (!run || run.to !== known.at(-1)) return { ms: 0, pauseMs, isWhole: false };
  // Markers of transactions look like something to read; the oldest record tells for how long there has been one.
  const waited = lag.lagMs === null ? Number.POSITIVE_INFINITY : lag.lagMs + (lag.lagErrorMs ?? 0);
  const ms = Math.min(nowMs - run.from.atMs, waited);
  return { ms, pauseMs, isWhole: run.from === known[0] && ms < waited };
}

type Run = { from: KnownSample; to: KnownSample; pauseMs: number | null };

/** Stretches in which the commit stood and something waited; `pauseMs` of those that ended by a commit. */
function runsOf(known: readonly KnownSample[]): Run[] {
  const runs: Run[] = [];
  for (const [index, sample] of known.entries()) {
    const run = runs.at(-1);
    const isNext = run !== undefined && run.to === known[index - 1];
    const isSame = isNext && run.from.committed === sample.committed;
    // It ended somewhere between the last sample of it and this one.
    if (isNext && !isSame) run.pauseMs = (run.to.atMs + sample.atMs) / 2 - run.from.atMs;
    if (lagIn(sample) === 0) continue;
    if (isSame) run.to = sample;
    else runs.push({ from: sample, to: sample, pauseMs: null });
  }
  return runs;
}

function wentBack({ known, nowMs }: Case): Judged | null {
  const [first, ...later] = known;
  const last = known.at(-1);
  if (!first || !last) return null;
  const farthest = later.reduce((most, sample) => (sample.committed > most.committed ? sample : most), first);
  if (farthest.committed <= last.committed) return null;
  const back = later.find(({ atMs, committed }) => atMs > farthest.atMs && committed < farthest.committed) ?? last;
  const from = `from ${farthest.committed} to ${back.committed}`;
  const reason = `Its commit went back ${from} in the last ${timeInWords(nowMs - farthest.atMs)} and is not there again.`;
  return { verdict: 'rewind', reason };
}

function isUnsure({ known, waits, nowMs }: Case): Judged | null {
  const overMs = nowMs - (known[0]?.atMs ?? nowMs);
  if (known.length >= fewestSamples && overMs >= shortestMs) return null;
  const few = `${tellCount(known.length, 'sample')} over ${timeInWords(overMs)}`;
  return {
    verdict: 'unknown',
    reason: `${tellWaiting(waits)}, and ${few} ${known.length === 1 ? 'is' : 'are'} too little to judge by.`,
  };
}

/**
 * WARN by a line through all samples: one dip does not hide growth. Who had read all in this window is growing only when that
 * was a while ago and lag is clearly higher than before: else it reads in batches.
 */
function isGrowing({ known, waits, nowMs }: Case): Judged | null {
  const readAt = known.findLastIndex((sample) => lagIn(sample) === 0);
  const rising = known.slice(readAt + 1);
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last || trendOf(rising, nowMs).direction !== 'growing' || isOver(rising, nowMs)) return null;
  const before = Math.max(0, ...known.slice(0, readAt + 1).map(lagIn));
  const [overMs, lag] = [nowMs - first.atMs, lagIn(last)];
  const isUsual = readAt >= 0 && (overMs < growthMs || lag <= before * clearly);
  const grown = `in ${timeInWords(overMs)} lag has grown by ${tellCount(lag - lagIn(first), 'offset')}`;
  if (isUsual) return { verdict: 'ok', reason: `${tellWaiting(waits)}: ${grown}.` };
  return { verdict: 'warn', reason: `${tellWaiting(waits)}: it reads, but ${grown}.` };
}

/** It has not been higher for a while, which is more than a dip. */
function isOver(known: readonly KnownSample[], nowMs: number): boolean {
  const most = Math.max(...known.map(lagIn));
  const last = known.findLast((sample) => lagIn(sample) === most);
  return last !== undefined && nowMs - last.atMs >= recentMs;
}
