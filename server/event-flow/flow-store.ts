import type pg from 'pg';
import type { CompiledMappings } from '#server/mapping/index.ts';
import type { Clock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { BlockNumbers } from './block-numbers.ts';
import type { Dictionary } from './dictionary.ts';
import type { Standing } from './fold.ts';
import type { Judging } from './judging.ts';
import type { PendingFolds } from './pending-folds.ts';
import type { RecentKeys } from './recent-keys.ts';
import type { TypeCounts } from './type-counts.ts';
import type { RecentRefs } from './written-refs.ts';

export type Retention = {
  /** Rows older than this many days are dropped. */
  days: number;
  /** The oldest rows are dropped when all of them take more than this on disk. */
  bytes: number;
};

/** What one collector process holds in memory; all of it can be lost at any moment. */
export type StoreState = {
  pool: pg.Pool;
  /** Dictionary number of the cluster whose records this collector writes. */
  cluster: number;
  retention: Retention;
  clock: Clock;
  logger: Logger;
  dictionary: Dictionary;
  blockNumbers: BlockNumbers;
  /** What types of events say of the process of their flow. */
  standings: ReadonlyMap<string, Standing>;
  judging: Judging;
  /** How records of topics that have a mapping are read; replaced when its file changes. */
  mappings: CompiledMappings;
  pending: PendingFolds;
  /** Records written since this was last noted, by type and service. */
  typeCounts: TypeCounts;
  /** Refs and id texts written lately, each with its hour. */
  writtenRefs: RecentRefs;
  writtenTexts: RecentKeys;
};

export type TopicPartition = { topic: string; partition: number };
