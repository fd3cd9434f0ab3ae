export type Span = { at: number; until: number };
export type Wait = { from: number; to: number };

// A wait is long from this share of the whole flow on, and never below half a second.
const longWaitShare = 0.05;
const shortestWaitMs = 500;

export type Stillness = { waits: Wait[]; gaps: number[]; total: number };

/**
 * The stretches in which nothing happened. `waits` are the long ones, in order; `gaps` are the lengths (ms) of the other
 * pauses above zero, which is what becomes readable when the waits are folded.
 */
export function findWaits(activity: Span[], start: number, end: number, goesOn = false): Stillness {
  const total = Math.max(0, end - start);
  const threshold = Math.max(shortestWaitMs, total * longWaitShare);
  const waits: Wait[] = [];
  const gaps: number[] = [];
  let reached = start;
  const tail = { at: end, until: end };
  for (const next of [...activity, tail]) {
    const length = next.at - reached;
    // The wait for what comes next: counted from the first, else the drawing shrinks every second until it is folded.
    const isLong = length > (goesOn && next === tail ? shortestWaitMs : threshold);
    if (isLong) waits.push({ from: reached, to: next.at });
    else if (length > 0) gaps.push(length);
    reached = Math.max(reached, next.until);
  }
  return { waits, gaps, total };
}
