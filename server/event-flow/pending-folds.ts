import { addInto, type FlowDelta, type FoldRow, foldInto } from './fold.ts';

/**
 * What is written and not yet folded, of one partition. `from` null: the deltas in memory do not cover it all, so that
 * the fold reads the rows again from its own cursor up to `to`.
 */
export type PendingFold = {
  topic: number;
  partition: number;
  from: bigint | null;
  to: bigint;
  deltas: Map<string, FlowDelta>;
};

const mostFlows = 200_000;

/** Remembers, between writing and folding, what each batch adds; when that would be too much, only that it must be read again. */
export class PendingFolds {
  #pending = new Map<string, PendingFold>();
  #flows = 0;

  /** Records [from, to) of a partition were committed. */
  add(topic: number, partition: number, from: bigint, to: bigint, rows: FoldRow[]): void {
    if (from === to) return;
    const entry = this.#entry(topic, partition, from, to);
    if (entry.from === null || this.#flows > mostFlows) {
      this.mustRead(topic, partition, to);
      return;
    }
    const before = entry.deltas.size;
    foldInto(entry.deltas, rows);
    this.#flows += entry.deltas.size - before;
    entry.to = to;
  }

  /** Whatever stands between the fold's cursor and `to` is to be read from the rows. */
  mustRead(topic: number, partition: number, to: bigint): void {
    const entry = this.#entry(topic, partition, to, to);
    this.#flows -= entry.deltas.size;
    const end = to > entry.to ? to : entry.to;
    this.#pending.set(keyOf(topic, partition), { topic, partition, from: null, to: end, deltas: new Map() });
  }

  /** The partition's offsets begin anew: what was noted of the old ones means nothing any more. */
  forget(topic: number, partition: number): void {
    this.#flows -= this.#pending.get(keyOf(topic, partition))?.deltas.size ?? 0;
    this.#pending.delete(keyOf(topic, partition));
  }

  takeAll(): PendingFold[] {
    const all = [...this.#pending.values()];
    this.#pending = new Map();
    this.#flows = 0;
    return all.sort((a, b) => a.topic - b.topic || a.partition - b.partition);
  }

  /** A fold that failed: nothing is known any more of what it took. */
  giveBack(taken: PendingFold[]): void {
    for (const { topic, partition, to } of taken) this.mustRead(topic, partition, to);
  }

  isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  #entry(topic: number, partition: number, from: bigint, to: bigint): PendingFold {
    const key = keyOf(topic, partition);
    const known = this.#pending.get(key);
    if (known) {
      if (known.to !== from) known.from = null;
      return known;
    }
    const fresh: PendingFold = { topic, partition, from, to, deltas: new Map() };
    this.#pending.set(key, fresh);
    return fresh;
  }
}

/** All deltas of several partitions as one. */
export function mergeDeltas(all: Iterable<Map<string, FlowDelta>>): Map<string, FlowDelta> {
  const merged = new Map<string, FlowDelta>();
  for (const deltas of all) for (const [correlation, delta] of deltas) addInto(merged, correlation, delta);
  return merged;
}

function keyOf(topic: number, partition: number): string {
  return `${topic}/${partition}`;
}
