import { z } from 'zod';
import { int64, isoTime } from './common.ts';

/** Records of one type in one version among those that were looked at; `version` null: they name none. */
const seenVersion = z.object({
  type: z.string().nullable(),
  version: z.int().nullable(),
  service: z.string().nullable(),
  count: z.int(),
  lastAt: isoTime,
});

export const groupTopic = z.object({
  topic: z.string(),
  /** What the newest records of each partition are, the most frequent first. */
  seen: z.array(seenVersion),
  /** How many records were looked at. */
  looked: z.int(),
});
export type GroupTopic = z.infer<typeof groupTopic>;

/** A topic into which this group puts what it gave up on. */
export const groupDeadLetters = z.object({
  topic: z.string(),
  /** Records that the log holds now; null where that is not known. */
  records: int64.nullable(),
  lastAt: isoTime.nullable(),
  /** The newest record of it that is indexed. */
  newest: z.object({ partition: z.int(), offset: int64 }).nullable(),
});
export type GroupDeadLetters = z.infer<typeof groupDeadLetters>;

/** What a group's topics hold, by the index. */
export const groupTopics = z.object({
  topics: z.array(groupTopic),
  /** Topics that were not looked at, because there are too many. */
  left: z.int(),
  deadLetters: z.array(groupDeadLetters),
  asOf: isoTime,
});
export type GroupTopics = z.infer<typeof groupTopics>;
