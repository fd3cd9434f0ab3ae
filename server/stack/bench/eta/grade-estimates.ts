import { type Spread, spread } from '../figures/spread.ts';

/** What was said of a wait, and how long it then was (ms). */
export type Estimate = { etaMs: number; etaErrorMs: number; wasMs: number };

export type Grade = {
  n: number;
  /** Of what came true. */
  medianRelativeError: number | null;
  /** How often it lay within the bar, 0 to 1. */
  withinBar: number | null;
  /** Said less than it was; the rest said more. */
  tooSoon: number | null;
  errorMs: Spread;
  waitedMs: Spread;
  barMs: Spread;
};

/** How good estimates were. Pure. */
export function gradeEstimates(estimates: readonly Estimate[]): Grade {
  const off = estimates.map(({ etaMs, wasMs }) => Math.abs(etaMs - wasMs));
  const relative = estimates.map(({ wasMs }, at) => (off[at] ?? 0) / Math.max(wasMs, 1));
  const within = estimates.filter(({ etaErrorMs }, at) => (off[at] ?? 0) <= etaErrorMs);
  return {
    n: estimates.length,
    medianRelativeError: spread(relative).p50,
    withinBar: shareOf(within, estimates),
    tooSoon: shareOf(
      estimates.filter(({ etaMs, wasMs }) => etaMs < wasMs),
      estimates,
    ),
    errorMs: spread(off),
    waitedMs: spread(estimates.map(({ wasMs }) => wasMs)),
    barMs: spread(estimates.map(({ etaErrorMs }) => etaErrorMs)),
  };
}

function shareOf(some: readonly Estimate[], all: readonly Estimate[]): number | null {
  return all.length === 0 ? null : Math.round((some.length / all.length) * 1_000) / 1_000;
}
