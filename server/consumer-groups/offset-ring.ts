import { mostSlots } from './sample-slots.ts';

/** No commit, or no such end. */
export const noOffset = -1n;
/** Not sampled. */
export const unsampled = -2n;

/** One offset for each partition and slot, 8 bytes each; grows with the partitions. */
export class OffsetRing {
  #offsets = new BigInt64Array(0);

  get partitions(): number {
    return this.#offsets.length / mostSlots;
  }

  get(partition: number, slot: number): bigint {
    return this.#offsets[partition * mostSlots + slot] ?? unsampled;
  }

  set(partition: number, slot: number, offset: bigint): void {
    this.reserve(partition + 1);
    this.#offsets[partition * mostSlots + slot] = offset;
  }

  /** A slot that is used again: nothing of it is known yet. */
  clear(slot: number): void {
    for (let at = slot; at < this.#offsets.length; at += mostSlots) this.#offsets[at] = unsampled;
  }

  /** All partitions in one slot, as the tables hold them. */
  column(slot: number): string[] {
    return Array.from({ length: this.partitions }, (_, partition) => this.get(partition, slot).toString());
  }

  /** Room for so many at once. */
  reserve(partitions: number): void {
    if (partitions <= this.partitions) return;
    const larger = new BigInt64Array(partitions * mostSlots).fill(unsampled);
    larger.set(this.#offsets);
    this.#offsets = larger;
  }
}

/** Offsets that stand for none are null. */
export function offsetOf(stored: bigint): bigint | null {
  return stored < 0n ? null : stored;
}
