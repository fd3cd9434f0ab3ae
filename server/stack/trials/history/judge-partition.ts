import type { Told } from './ledger.ts';

/** A record as it was seen in the log or in the store; the digest is null where the store has a row without content. */
export type Seen = { offset: bigint; timestamp: bigint; digest: string | null };

export type PartitionViews = {
  /** `topic/partition`, for the sentences. */
  name: string;
  /** What read_committed sees in Kafka, in order. */
  log: readonly Seen[];
  /** What stands in the store, in order. */
  store: readonly Seen[];
  /** What producers were told. */
  told: ReadonlyMap<bigint, Told>;
};

type Log = ReadonlyMap<bigint, Seen>;

/** Compares the three views of one partition, pure: a sentence for each kind of disagreement, with its first offset. */
export function judgePartition({ name, log, store, told }: PartitionViews): string[] {
  const faults = new Faults(name);
  const inLog: Log = new Map(log.map((seen) => [seen.offset, seen]));
  compareStore(faults, inLog, store);
  for (const [offset, one] of told) compareTold(faults, inLog.get(offset), offset, one);
  return faults.sentences();
}

function compareStore(faults: Faults, log: Log, store: readonly Seen[]): void {
  const inStore = new Map<bigint, Seen>();
  for (const seen of store) {
    if (inStore.has(seen.offset)) faults.add('stand twice in the store', seen.offset);
    else if (!log.has(seen.offset)) faults.add('stand in the store and cannot be read in Kafka', seen.offset);
    inStore.set(seen.offset, seen);
  }
  for (const seen of log.values()) {
    const stored = inStore.get(seen.offset);
    if (!stored) faults.add('are missing in the store', seen.offset);
    else if (stored.digest !== seen.digest || stored.timestamp !== seen.timestamp)
      faults.add('are not in the store as they are in Kafka', seen.offset);
  }
}

function compareTold(faults: Faults, seen: Seen | undefined, offset: bigint, told: Told): void {
  if (told.fate === 'aborted') {
    if (seen) faults.add('were aborted and can be read', offset);
    return;
  }
  if (!seen) faults.add('were acknowledged and are not in Kafka', offset);
  else if (seen.digest !== told.digest || (told.timestamp !== null && seen.timestamp !== told.timestamp))
    faults.add('are not in Kafka as they were sent', offset);
}

class Faults {
  readonly #name: string;
  readonly #found = new Map<string, { count: number; first: bigint }>();

  constructor(name: string) {
    this.#name = name;
  }

  add(what: string, offset: bigint): void {
    const found = this.#found.get(what) ?? { count: 0, first: offset };
    found.count += 1;
    if (offset < found.first) found.first = offset;
    this.#found.set(what, found);
  }

  sentences(): string[] {
    return [...this.#found].map(
      ([what, { count, first }]) => `${this.#name}: ${count} records ${what}, the first at ${first}`,
    );
  }
}
