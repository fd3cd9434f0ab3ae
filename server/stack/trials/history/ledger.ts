import { partitionKey, type SentMessage } from '#server/platform/kafka/index.ts';
import { digestRecord } from './digest-record.ts';
import type { KnownRecord } from './known-records.ts';

/** What a producer was told of a record. `timestamp` is null where the broker sets its own. */
export type Told = { digest: string; timestamp: bigint | null; fate: 'stored' | 'aborted' };

export type Range = { first: string; last: string; records: number };

/** What Kafka has acknowledged, by partition and offset. */
export class Ledger {
  readonly #told = new Map<string, Map<bigint, Told>>();
  #since = new Map<string, Range>();
  /** Records whose sending failed: they may be stored or not. */
  unknown = 0;

  add(topic: string, sent: readonly { record: KnownRecord; place: SentMessage }[], fate: Told['fate']): void {
    for (const { record, place } of sent) {
      const key = partitionKey({ topic, partition: place.partition });
      const ofPartition = this.#told.get(key) ?? new Map<bigint, Told>();
      this.#told.set(key, ofPartition);
      const timestamp = topic.endsWith('append-time') ? null : record.timestamp;
      ofPartition.set(place.baseOffset, { digest: digestRecord(record), timestamp, fate });
      this.#note(key, place.baseOffset.toString());
    }
  }

  of(partition: string): ReadonlyMap<bigint, Told> {
    return this.#told.get(partition) ?? new Map();
  }

  get size(): number {
    return [...this.#told.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The ranges acknowledged since this was last asked, for the history. */
  takeRanges(): Record<string, Range> {
    const ranges = Object.fromEntries(this.#since);
    this.#since = new Map();
    return ranges;
  }

  #note(key: string, offset: string): void {
    const range = this.#since.get(key);
    if (!range) this.#since.set(key, { first: offset, last: offset, records: 1 });
    else {
      range.records += 1;
      if (BigInt(offset) > BigInt(range.last)) range.last = offset;
      if (BigInt(offset) < BigInt(range.first)) range.first = offset;
    }
  }
}
