import { type KnownSample, knownOf, type LagSample, lagIn, windowOf } from './lag-sample.ts';

/** `errorPerSecond`: one standard error of the mean over `overMs`, the time that it had something to read. */
export type Pace = { perSecond: number; errorPerSecond: number; overMs: number };

type Step = { ms: number; offsets: number };

/** In so little time a commit more or less is all that is seen. */
const shortestMs = 2_000;
/** What was long before says little of now: so much of the time that it was busy counts, the latest. */
const enoughMs = 60_000;
const fewestSteps = 3;
/** Of what is caught up, pace is a guess at what would be: it may be so old. */
export const paceHoldsMs = 30_000;

/**
 * How fast a group gets on while there is something to read: offsets a second, over the latest stretches in which it had
 * lag all along, a minute of them. Of one that was never behind only its fastest stretch is known, and that is marked by an
 * error as large as itself. Null where no stretch tells anything. Pure.
 */
export function paceOf(samples: readonly LagSample[], nowMs: number): Pace | null {
  const known = sinceWentBack(knownOf(windowOf(samples, nowMs)));
  const busy = stepsOf(known, (from, to) => lagIn(from) > 0 && lagIn(to) > 0);
  if (sumOf(busy, 'ms') >= shortestMs) return paceOver(wholeStrides(latestOf(busy)));
  const fastest = stepsOf(known, () => true)
    .filter(({ offsets, ms }) => offsets > 0 && ms > 0)
    .sort((a, b) => b.offsets / b.ms - a.offsets / a.ms)[0];
  if (!fastest) return null;
  const perSecond = (fastest.offsets / fastest.ms) * 1_000;
  return { perSecond, errorPerSecond: perSecond, overMs: fastest.ms };
}

function latestOf(steps: readonly Step[]): readonly Step[] {
  let from = steps.length;
  for (let ms = 0; from > 0 && (ms < enoughMs || steps.length - from < fewestSteps); ms += steps[from]?.ms ?? 0)
    from -= 1;
  return steps.slice(from);
}

/**
 * From one commit to the next. Where the first of them began is not known, and how long the last one will have taken neither,
 * unless it takes longer than any before.
 */
function wholeStrides(steps: readonly Step[]): readonly Step[] {
  const strides: Step[] = [];
  let ms = 0;
  for (const step of steps) {
    ms += step.ms;
    if (step.offsets === 0) continue;
    strides.push({ ms, offsets: step.offsets });
    ms = 0;
  }
  if (strides.length === 0) return [{ ms, offsets: 0 }];
  const whole = strides.length > 1 ? strides.slice(1) : strides;
  const longestMs = Math.max(...whole.map((stride) => stride.ms));
  return ms > longestMs ? [...whole, { ms, offsets: 0 }] : whole;
}

function paceOver(steps: readonly Step[]): Pace {
  const overMs = sumOf(steps, 'ms');
  const perMs = sumOf(steps, 'offsets') / overMs;
  // What a step is off from the mean counts by its length: a long one averages more out.
  const squares = steps.reduce((sum, { ms, offsets }) => sum + (offsets - perMs * ms) ** 2 / ms, 0);
  const seen = steps.length > 1 ? Math.sqrt(squares / (steps.length - 1) / overMs) : 0;
  // One step of commits may have fallen on either side of the ends.
  const largest = Math.max(...steps.map(({ offsets }) => offsets));
  const error = Math.max(seen, steps.length > 1 ? 0 : largest / overMs);
  return { perSecond: perMs * 1_000, errorPerSecond: error * 1_000, overMs };
}

function stepsOf(known: readonly KnownSample[], counts: (from: KnownSample, to: KnownSample) => boolean): Step[] {
  return known.flatMap((to, index) => {
    const from = known[index - 1];
    if (!from || to.atMs === from.atMs || !counts(from, to)) return [];
    return [{ ms: to.atMs - from.atMs, offsets: Number(to.committed - from.committed) }];
  });
}

/** A reset is no pace. */
function sinceWentBack(known: readonly KnownSample[]): readonly KnownSample[] {
  const from = known.findLastIndex(({ committed }, index) => committed < (known[index - 1]?.committed ?? committed));
  return from > 0 ? known.slice(from) : known;
}

function sumOf(steps: readonly Step[], of: keyof Step): number {
  return steps.reduce((sum, step) => sum + step[of], 0);
}
