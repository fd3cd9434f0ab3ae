/** Dictionary numbers stay far below it, so that two of them make one exact number. */
const most = 2 ** 26;

export type TypeCount = { type: number; service: number; count: number; lastMs: number };

/** Counts the records of each event type and service (dictionary numbers, −1 for none). */
export class TypeCounts {
  #counts = new Map<number, TypeCount>();

  add(type: number, service: number, eventMs: number): void {
    this.addCount({ type, service, count: 1, lastMs: eventMs });
  }

  addCount({ type, service, count, lastMs }: TypeCount): void {
    const key = type * most + service + 1;
    const known = this.#counts.get(key);
    if (known === undefined) {
      this.#counts.set(key, { type, service, count, lastMs });
      return;
    }
    known.count += count;
    known.lastMs = Math.max(known.lastMs, lastMs);
  }

  /** Takes all that was counted. */
  take(): TypeCount[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }
}
