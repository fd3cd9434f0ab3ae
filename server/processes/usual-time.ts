/** How long a step usually takes from when it could begin: of the last seven days. */
export type UsualTime = { medianMs: number; p90Ms: number; count: number };

/** By process and step. */
export type UsualTimes = { get(process: string, step: string): UsualTime | null };

/** From so few times nobody can tell what is usual. */
const fewest = 20;
/** A bucket is this much wider than the one below it: a time is known to ±5 %. */
const growth = 1.1;

/** The bucket of a time in ms; the last holds all that took longer than a month. */
export function bucketOf(ms: number): number {
  return Math.min(Math.round(Math.log(Math.max(ms, 0) + 1) / Math.log(growth)), 227);
}

/** What is usual by counts of buckets; null where there are too few to tell. */
export function usualOf(counts: ReadonlyMap<number, number>): UsualTime | null {
  const buckets = [...counts].sort(([a], [b]) => a - b);
  const count = buckets.reduce((sum, [, times]) => sum + times, 0);
  if (count < fewest) return null;
  const reach = (share: number) => {
    let left = count * share;
    for (const [bucket, times] of buckets) {
      left -= times;
      if (left <= 0) return Math.round(growth ** bucket - 1);
    }
    return 0;
  };
  return { medianMs: reach(0.5), p90Ms: reach(0.9), count };
}

const patience = 2;
const shortestMs = 5_000;

/** A step is late when it takes twice as long as nine of ten do, and never within five seconds. */
export function lateAfterMs({ p90Ms }: UsualTime): number {
  return Math.max(patience * p90Ms, shortestMs);
}
