import type { KafkaLogger } from './kafka-log.ts';
import type { RecordBatch, TopicPartition, TopicPartitionOffset } from './kafka-record.ts';
import type { OutOfRange } from './repair-offset-reset.ts';

/** A partition just assigned. Another `topicId` under the same name: the topic was deleted and made anew. */
export interface AssignedPartition extends TopicPartition {
  topicId: string | null;
}

export interface BatchControl {
  /** True once the work is in vain: the partition was sought elsewhere or may belong to another member by now. */
  stale(): boolean;
  /**
   * All records up to `offset` are handled. With `auto-after-batch` that is committed, once a second: lag tells where a group
   * is also while it works on a long batch, and who crashes handles less of it again.
   */
  handled(offset: bigint): Promise<void>;
  /** The next batch of this partition begins at `offset`; takes effect when `eachBatch` has ended. */
  seek(offset: bigint): void;
  /**
   * Leaves the records from `offset` on for a batch that comes in `afterMs` or, after a rebalance, sooner. The partition is
   * paused meanwhile: the others go on, heartbeats as well. With `auto-after-batch`, what is before `offset` is committed.
   */
  later(offset: bigint, afterMs: number): void;
  /** Aborted when `stale` becomes true by a rebalance or when the consumer stops: end what only waits. */
  signal: AbortSignal;
}

export type ConsumerState = 'starting' | 'waiting for topics' | 'running' | 'restarting' | 'stopped';

export interface ConsumeOptions {
  group: string;
  /** Names, or a pattern. Both are looked up every 3 s: topics may come later, go, and come back. */
  topics: readonly string[] | RegExp;
  /** Where a partition without a committed offset begins; default true. */
  fromBeginning?: boolean;
  /** Batches (each of another partition) handled at a time; default 4. */
  concurrency?: number;
  /** `auto-after-batch`: the group's offset is committed after each handled batch. `manual`: by `commit` alone. */
  commit: 'auto-after-batch' | 'manual';
  /**
   * Told the partitions of each assignment before any of their records are handed over; gives the offsets to begin at
   * by `topic/partition`. Those it does not name begin at the group's committed offset. Tried again until it succeeds.
   */
  onAssigned?(partitions: AssignedPartition[]): Promise<ReadonlyMap<string, bigint> | undefined>;
  /**
   * Handles one batch; the next one of that partition waits until this resolves. When it throws, the same batch comes
   * again after a pause that grows to 5 s; other partitions go on meanwhile.
   */
  eachBatch(batch: RecordBatch, control: BatchControl): Promise<void>;
  /** A position that the log no longer or not yet holds; reading goes on at the log start. */
  onOutOfRange?(lost: OutOfRange): void;
  onState?(state: ConsumerState, problem: Error | null): void;
  /** At most this many bytes (as sent) a fetch; default 8 MB. */
  maxBytes?: number;
  signal?: AbortSignal;
  logger: KafkaLogger;
}

export interface ConsumerHandle {
  /** Lets the batches in hand end, leaves the group, disconnects. */
  stop(): Promise<void>;
  /** When a broker last answered a fetch; with nothing to fetch, a heartbeat or the look-up of topics: the measure of health. */
  lastFetchAt(): Date | null;
  /** When a broker last answered anything, heartbeats too: those go on while batches are handled and nothing is fetched. */
  lastAnswerAt(): Date | null;
  state(): ConsumerState;
  assigned(): TopicPartition[];
  /** The partition's next batch begins at `offset`; nothing happens when it is not assigned. */
  seek(where: TopicPartitionOffset): void;
  /** Commits as this member; throws when Kafka refuses or nothing is running. */
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
}
