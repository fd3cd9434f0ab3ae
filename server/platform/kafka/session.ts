import type { Consumer } from 'kafkajs';
import type { Moment } from '#server/platform/clock/index.ts';
import type { ConsumeOptions } from './consumer-options.ts';
import type { TopicPartition } from './kafka-record.ts';
import type { FoundTopics } from './watch-topics.ts';

export const heartbeatIntervalMs = 2_000;

/** What a session knows of itself, shared by the functions that serve it. */
export interface Session {
  readonly consumer: Consumer;
  readonly options: ConsumeOptions;
  readonly topics: FoundTopics;
  /** Raised with each assignment; work begun under an older one is in vain. */
  generation: number;
  memberId: string;
  assigned: TopicPartition[];
  /** Partitions of the newest assignment that wait for their position. */
  readonly claiming: Set<string>;
  /** One for each batch being handled; aborted with the next assignment and when the session closes. */
  readonly handling: Set<AbortController>;
  lastFetchAt: Moment | null;
  lastAnswerAt: Moment | null;
  closed: boolean;
}
