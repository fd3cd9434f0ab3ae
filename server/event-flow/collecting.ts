import { Moment } from '#server/platform/clock/index.ts';
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
  readonly writingSince: Map<Work, Moment>;
  lastWriteAt: Moment | null;
  /** When the queue last had room for what was fetched: before, Kafka is not asked and need not answer. */
  lastRoomAt: Moment | null;
  /** Records since the start: written, and met again after they had been written. */
  written: number;
  repeated: number;
  /** Records given up as unwritable since one was written. */
  givenUp: number;
};

/** `since` is told by the clock as it stands when it is asked. */
export type Trouble = { kind: TroubleKind; what: string; since: Date };
export type TroubleSource = 'database' | 'kafka' | 'log ends' | 'positions';

/** `disk`: the database answers, but has no room to write. */
export type TroubleKind = TroubleSource | 'disk';

const diskFull = '53100';

/** What is wrong at the moment and since when, one line a source. */
export class Troubles {
  readonly #current = new Map<TroubleSource, { kind: TroubleKind; what: string; since: Moment }>();

  begin(source: TroubleSource, error: unknown): void {
    const what = `${source}: ${error instanceof Error ? error.message : String(error)}`;
    const isDiskFull = error instanceof Error && 'code' in error && error.code === diskFull;
    const since = this.#current.get(source)?.since ?? new Moment();
    this.#current.set(source, { kind: isDiskFull ? 'disk' : source, what, since });
  }

  end(source: TroubleSource): void {
    this.#current.delete(source);
  }

  has(source: TroubleSource): boolean {
    return this.#current.has(source);
  }

  list(): Trouble[] {
    return [...this.#current.values()].map(({ kind, what, since }) => ({ kind, what, since: since.date() }));
  }
}
