/** So many samples of each partition are held in memory, at the same moments for all. */
export const mostSlots = 12;

/** Older than the window that verdicts look back, with a little more for what the oldest is compared with. */
const oldestMs = 660_000;
/** From this age on, samples are spread evenly. */
const evenMs = 100_000;

/**
 * Which rounds are remembered: the nearer to now, the closer together, so that both the last seconds and ten minutes fit
 * into 12. A slot is a column of `OffsetRing`.
 */
export class SampleSlots {
  readonly #times: number[] = [];
  /** Slots, oldest first. */
  readonly #order: number[] = [];

  constructor(times: readonly number[] = []) {
    for (const atMs of times.slice(-mostSlots)) this.take(atMs);
  }

  /** The slot for a round: a new one, or that of the round which is missed the least. */
  take(atMs: number): number {
    const slot = this.#order.length < mostSlots ? this.#order.length : this.#give(atMs);
    this.#times[slot] = atMs;
    this.#order.push(slot);
    return slot;
  }

  /** Oldest first. */
  all(): readonly { slot: number; atMs: number }[] {
    return this.#order.map((slot) => ({ slot, atMs: this.#at(slot) }));
  }

  #give(nowMs: number): number {
    const [slot = 0] = this.#order.splice(this.#leastMissed(nowMs), 1);
    return slot;
  }

  /** By how long a gap it would leave, seen from now; the oldest stays while it is of the window. */
  #leastMissed(nowMs: number): number {
    const times = [...this.#order.map((slot) => this.#at(slot)), nowMs];
    if (nowMs - (times[0] ?? nowMs) > oldestMs) return 0;
    let [found, least] = [0, Number.POSITIVE_INFINITY];
    for (let index = 1; index < times.length - 1; index += 1) {
      const gap = (times[index + 1] ?? 0) - (times[index - 1] ?? 0);
      const missed = gap / Math.min(nowMs - (times[index] ?? 0), evenMs);
      if (missed < least) [found, least] = [index, missed];
    }
    return found;
  }

  #at(slot: number): number {
    return this.#times[slot] ?? 0;
  }
}
