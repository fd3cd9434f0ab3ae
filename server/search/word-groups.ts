import { dayMs } from '#server/platform/db/index.ts';

/** Records [first, last] of one partition; `topic` is its dictionary number. */
type Stretch = { topic: number; partition: number; first: bigint; last: bigint };

export type WordGroup = {
  /** Of the newest record. All are of one UTC day, so that a group can be dropped with them. */
  tsMs: number;
  stretches: Stretch[];
  words: Set<string>;
  records: number;
  bytes: number;
};

/** More records share more of their words, and more of them are read to see which one has a word. */
const mostRecords = 200;
/** PostgreSQL takes 1 MB of words at most, and one record may add 256 kB. */
const mostBytes = 256 * 1024;
const mostStretches = 64;

/** Gathers the words of records of whatever partitions into groups. */
export class WordGroups {
  readonly #open = new Map<number, WordGroup>();
  readonly #full: WordGroup[] = [];

  add(topic: number, partition: number, { offset, tsMs }: { offset: bigint; tsMs: number }, words: Set<string>): void {
    const group = this.#groupOf(Math.floor(tsMs / dayMs));
    const stretch = group.stretches.at(-1);
    if (stretch?.topic === topic && stretch.partition === partition) stretch.last = offset;
    else group.stretches.push({ topic, partition, first: offset, last: offset });
    group.tsMs = Math.max(group.tsMs, tsMs);
    group.records += 1;
    for (const word of words) {
      if (group.words.has(word)) continue;
      group.words.add(word);
      group.bytes += Buffer.byteLength(word);
    }
  }

  /** All groups that have a word, full or not. */
  all(): WordGroup[] {
    return [...this.#full, ...this.#open.values()].filter(({ words }) => words.size > 0);
  }

  #groupOf(day: number): WordGroup {
    const open = this.#open.get(day);
    if (open && !isFull(open)) return open;
    if (open) this.#full.push(open);
    const fresh: WordGroup = { tsMs: 0, stretches: [], words: new Set(), records: 0, bytes: 0 };
    this.#open.set(day, fresh);
    return fresh;
  }
}

function isFull({ records, bytes, stretches }: WordGroup): boolean {
  return records >= mostRecords || bytes >= mostBytes || stretches.length >= mostStretches;
}
