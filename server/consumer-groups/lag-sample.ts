/** Where a group stood on a partition at one moment. The end was read after the commit; null is what was not told. */
export type LagSample = { atMs: number; committed: bigint | null; logStart: bigint | null; logEnd: bigint | null };

/** A sample of which all is known that lag is made of. */
export type KnownSample = LagSample & { committed: bigint; logEnd: bigint };

/** Verdict, trend and pace look back this far, whatever the number of samples. */
export const verdictWindowMs = 600_000;

/** Those of the window, oldest first. A log that ends before where it ended was made anew: what was before says nothing. */
export function windowOf(samples: readonly LagSample[], nowMs: number): LagSample[] {
  const window = samples.filter(({ atMs }) => atMs > nowMs - verdictWindowMs && atMs <= nowMs);
  let from = 0;
  let end: bigint | null = null;
  for (const [index, { logEnd }] of window.entries()) {
    if (end !== null && logEnd !== null && logEnd < end) from = index;
    end = logEnd ?? end;
  }
  return window.slice(from);
}

export function knownOf(samples: readonly LagSample[]): KnownSample[] {
  return samples.filter((sample): sample is KnownSample => sample.committed !== null && sample.logEnd !== null);
}

/** Where reading goes on: behind what retention took. */
export function positionOf(committed: bigint, logStart: bigint | null): bigint {
  return logStart !== null && logStart > committed ? logStart : committed;
}

/** Offsets still to be read; a number, because samples are compared and not shown. */
export function lagIn({ committed, logStart, logEnd }: KnownSample): number {
  return Math.max(0, Number(logEnd - positionOf(committed, logStart)));
}
