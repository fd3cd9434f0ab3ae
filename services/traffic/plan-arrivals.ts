import type { Random } from '#server/platform/random/index.ts';

const mostBehindMs = 60_000;
const catchUpFactor = 2;

/** When customers come: at random, so many a minute on average (asked anew each time). Times are ms of one clock. */
export type Arrivals = {
  /** How long to wait for the next customer; called once for each. */
  nextInMs(nowMs: number): number;
};

/**
 * After a pause those who came meanwhile are served at twice the rate at most, and those of more than a minute ago have
 * given up: catching up must not be an attack.
 */
export function planArrivals(random: Random, perMinute: () => number, startMs: number): Arrivals {
  let dueMs = startMs;
  return {
    nextInMs(nowMs) {
      const meanMs = 60_000 / perMinute();
      dueMs = Math.max(dueMs, nowMs - mostBehindMs) - meanMs * Math.log(1 - random.share());
      return dueMs >= nowMs ? dueMs - nowMs : meanMs / catchUpFactor;
    },
  };
}
