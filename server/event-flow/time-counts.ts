import { bucketOf, type StepTime } from '#server/processes/index.ts';

const hourMs = 3_600_000;

export type TimeCount = { process: string; step: string; hourMs: number; bucket: number; count: number };

/** Counts how many times a step took how long, by hour. */
export class TimeCounts {
  #counts = new Map<string, TimeCount>();

  add(process: string, { step, tookMs, atMs }: StepTime): void {
    const bucket = bucketOf(tookMs);
    this.addCount({ process, step, hourMs: Math.floor(atMs / hourMs) * hourMs, bucket, count: 1 });
  }

  addCount(given: TimeCount): void {
    const key = JSON.stringify([given.process, given.step, given.hourMs, given.bucket]);
    const known = this.#counts.get(key);
    if (known) known.count += given.count;
    else this.#counts.set(key, { ...given });
  }

  /** Takes all that was counted. */
  take(): TimeCount[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }
}
