import type { Process, UsualTimes } from '#server/processes/index.ts';
import type { TimeCounts } from './time-counts.ts';

/** What a collector judges flows by, and what it has learnt of how long steps take. */
export type Judging = {
  readonly processes: readonly Process[];
  usual: UsualTimes;
  /** Up to when all that happened is read and judged (ms); −∞ before that is known. */
  untilMs: number;
  /** Texts of the dictionary's numbers that marks have. */
  readonly words: Map<number, string>;
  /** How long steps took that were done since this was last written. */
  readonly times: TimeCounts;
  /** Open flows were judged by other process files. */
  isAnew: boolean;
};
