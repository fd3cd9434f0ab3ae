import type { Admin, ConsumerHandle } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { CollectQueue, Work } from './collect-queue.ts';
import type { StoreState } from './flow-store.ts';
import type { OffsetMirror } from './mirror-offsets.ts';

/** What the parts of one running collection share. */
export type Collecting = {
  readonly state: StoreState;
  /** The name under which this process claims partitions; another one after each start. */
  readonly owner: string;
  readonly logger: Logger;
  readonly admin: Admin;
  readonly queue: CollectQueue;
  /**
   * Partitions whose position is being looked up anew, with the queue's generation in which that began: what is fetched of
   * them meanwhile is thrown away. With the next assignment the entry means nothing, as every partition is placed then.
   */
  readonly blocked: Map<string, number>;
  readonly mirror: OffsetMirror;
  readonly consumer: ConsumerHandle;
  /** The next offset of each partition as the database has it, as far as this process knows. */
  readonly positions: Map<string, bigint>;
  readonly troubles: Troubles;
  /** Transactions that are under way. */
  readonly writingSince: Map<Work, Date>;
  lastWriteAt: Date | null;
  /** Records since the start: written, and met again after they had been written. */
  written: number;
  repeated: number;
  /** Records given up as unwritable since one was written. */
  givenUp: number;
};

export type Trouble = { what: string; since: Date };
type Source = 'database' | 'kafka' | 'log ends' | 'positions';

/** What is wrong at the moment and since when, one line a source. */
export class Troubles {
  readonly #current = new Map<Source, Trouble>();

  begin(source: Source, error: unknown, now: Date): void {
    const what = `${source}: ${error instanceof Error ? error.message : String(error)}`;
    this.#current.set(source, { what, since: this.#current.get(source)?.since ?? now });
  }

  end(source: Source): void {
    this.#current.delete(source);
  }

  list(): Trouble[] {
    return [...this.#current.values()];
  }
}
