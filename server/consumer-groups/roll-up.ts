import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import { harmOf } from './harm-of.ts';
import { repeatedMs } from './history-steps.ts';

export type Rolled = {
  lag: bigint | null;
  lagMs: number | null;
  lagErrorMs: number | null;
  members: number | null;
  verdict: GroupVerdict | null;
};
export type RolledRow = Rolled & { atMs: number };

export const rollUpUnits = { minute: 60_000, hour: 3_600_000 } as const;
export type RollUpUnit = keyof typeof rollUpUnits;

/** The worst of a minute or an hour that is not over. */
export type RollUp = {
  readonly unit: RollUpUnit;
  startMs: number;
  worst: Rolled | null;
  /** What was written last, and of when. */
  written: Rolled | null;
  writtenMs: number;
};

export function rollUps(): RollUp[] {
  return (['minute', 'hour'] as const).map((unit) => ({ unit, startMs: 0, worst: null, written: null, writtenMs: 0 }));
}

/** Adds what a round found. When that begins another minute or hour: the row of the one before, unless it says nothing new. */
export function addToRollUp(rollUp: RollUp, atMs: number, found: Rolled): RolledRow | null {
  const unitMs = rollUpUnits[rollUp.unit];
  const startMs = Math.floor(atMs / unitMs) * unitMs;
  const row = startMs > rollUp.startMs ? finish(rollUp) : null;
  rollUp.worst = startMs > rollUp.startMs || !rollUp.worst ? found : worseOf(rollUp.worst, found);
  rollUp.startMs = startMs;
  return row;
}

function finish(rollUp: RollUp): RolledRow | null {
  const { unit, startMs, worst, written, writtenMs } = rollUp;
  if (!worst) return null;
  if (written && isSame(written, worst) && startMs - writtenMs < repeatedMs[unit]) return null;
  rollUp.written = worst;
  rollUp.writtenMs = startMs;
  return { ...worst, atMs: startMs };
}

function isSame(a: Rolled, b: Rolled): boolean {
  return a.lag === b.lag && a.lagMs === b.lagMs && a.members === b.members && a.verdict === b.verdict;
}

/** Members are those seen last; lag, time and verdict each the worst. */
export function worseOf(a: Rolled, b: Rolled): Rolled {
  const longest = (a.lagMs ?? -1) > (b.lagMs ?? -1) ? a : b;
  return {
    lag: (a.lag ?? -1n) > (b.lag ?? -1n) ? a.lag : b.lag,
    lagMs: longest.lagMs,
    lagErrorMs: longest.lagErrorMs,
    members: b.members ?? a.members,
    verdict: worseVerdict(a.verdict, b.verdict),
  };
}

function worseVerdict(a: GroupVerdict | null, b: GroupVerdict | null): GroupVerdict | null {
  if (a === null || b === null) return a ?? b;
  return harmOf(a) > harmOf(b) ? a : b;
}
