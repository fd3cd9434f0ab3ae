import { z } from 'zod';
import { int64, isoTime, pageQuery, partProblem } from './common.ts';

/** `streams`: KIP-1071. `unknown`: the broker does not say, as of groups that only commit. */
export const groupProtocols = ['classic', 'consumer', 'share', 'streams', 'unknown'] as const;

export const groupStates = [
  'stable',
  'empty',
  'preparing_rebalance',
  'completing_rebalance',
  'assigning',
  'reconciling',
  'not_ready',
  'dead',
  'unknown',
] as const;

/** Worst last but for `unknown`, which says that nothing can be said. */
export const groupVerdicts = ['ok', 'warn', 'stall', 'stop', 'rewind', 'data_loss', 'unknown'] as const;
export const groupVerdict = z.enum(groupVerdicts);
export type GroupVerdict = z.infer<typeof groupVerdict>;

/** How lag moves over the last minutes; `closesInMs`: when it would be caught up at this pace, null where it would not. */
export const lagTrend = z.object({
  direction: z.enum(['growing', 'shrinking', 'steady', 'unknown']),
  perSecond: z.number().nullable(),
  closesInMs: z.number().nullable(),
});
export type LagTrend = z.infer<typeof lagTrend>;

const lagFields = {
  /** Offsets between what is committed and where the log ends; null where nothing is committed or asked. Never negative. */
  lag: int64.nullable(),
  /** For how long the oldest record not yet read has waited; 0 where all is read. `lagErrorMs`: true within ± that. */
  lagMs: z.number().nullable(),
  lagErrorMs: z.number().nullable(),
  /** From the times of indexed records, or guessed from when the log ended there; null where `lagMs` is. */
  lagMsFrom: z.enum(['records', 'samples']).nullable(),
  verdict: groupVerdict,
  /** One sentence. */
  reason: z.string(),
};

export const consumerGroupItem = z.object({
  group: z.string(),
  protocol: z.enum(groupProtocols),
  /** What members agreed on, as the broker names it: `consumer`, `connect`, empty for groups that only commit. */
  protocolType: z.string(),
  state: z.enum(groupStates),
  /** Null where the broker could not be asked. */
  members: z.int().nullable(),
  /** The topics it reads or has committed for: the first 20 by name, of `topicCount`. */
  topics: z.array(z.string()),
  topicCount: z.int(),
  partitions: z.int(),
  ...lagFields,
  trend: lagTrend,
  /** Lag in messages over the last hour, oldest first, at equal steps; null where there is no sample. */
  spark: z.array(z.number().nullable()),
  asOf: isoTime.nullable(),
  problems: z.array(partProblem),
});
export type ConsumerGroupItem = z.infer<typeof consumerGroupItem>;

/** The last round of the sampler: when, how long it took, how many requests it sent, and how often it comes. */
const samplerRound = z.object({
  asOf: isoTime,
  tookMs: z.number(),
  everyMs: z.number(),
  requests: z.int(),
  groups: z.int(),
  partitions: z.int(),
  problems: z.array(partProblem),
});

export const consumerGroupList = z.object({
  items: z.array(consumerGroupItem),
  next: z.string().nullable(),
  total: z.int().nullable(),
  /** Of all groups, whatever the filter. */
  counts: z.record(groupVerdict, z.int()),
  /** Null before the first round. */
  round: samplerRound.nullable(),
});
export type ConsumerGroupList = z.infer<typeof consumerGroupList>;

export const groupSorts = ['harm', 'group', 'lag', 'lagMs', 'members'] as const;

const searchedText = z
  .string()
  .max(249)
  .refine((text) => !text.includes('\u0000'), 'must hold no NUL byte: no name does');

/** `q`: part of a group's or a topic's name. `verdict`, `protocol`: one or several, joined by commas. */
export const consumerGroupsQuery = pageQuery.extend({
  q: searchedText.optional(),
  verdict: z.string().max(200).optional(),
  protocol: z.string().max(200).optional(),
  sort: z.enum(groupSorts).default('harm'),
  order: z.enum(['asc', 'desc']).optional(),
});

const topicPartitions = z.object({ topic: z.string(), partitions: z.array(z.int()) });

export const groupMember = z.object({
  memberId: z.string(),
  instanceId: z.string().nullable(),
  clientId: z.string(),
  host: z.string(),
  /** When this console first saw it. */
  since: isoTime,
  assigned: z.array(topicPartitions),
});
export type GroupMember = z.infer<typeof groupMember>;

/** What a verdict rests on. */
const lagSample = z.object({ at: isoTime, committed: int64.nullable(), logEnd: int64.nullable() });

export const groupPartition = z.object({
  topic: z.string(),
  partition: z.int(),
  committed: int64.nullable(),
  /** When the commit that stands now was first seen. */
  committedSeenAt: isoTime.nullable(),
  logStart: int64.nullable(),
  logEnd: int64.nullable(),
  /** Where readers of committed records stop, when that is not `logEnd`. */
  lastStable: int64.nullable(),
  ...lagFields,
  /** Records really there between the commit and the end, counted in the index: fewer than `lag` after compaction and around transactions. */
  recordsBehind: int64.nullable(),
  /** The head was read before the commit, so lag was held at 0. */
  clamped: z.boolean(),
  /** Records that retention took before they were read. */
  lost: int64.nullable(),
  trend: lagTrend,
  /** Who owns it, as `members[].memberId`. */
  member: z.string().nullable(),
  samples: z.array(lagSample),
  problem: z.string().nullable(),
});
export type GroupPartition = z.infer<typeof groupPartition>;

export const groupMark = z.object({
  at: isoTime,
  kind: z.enum([
    ...(['rebalance', 'member_joined', 'member_left', 'state', 'topic_made_anew', 'partition_added'] as const),
    ...(['reset', 'release'] as const),
  ]),
  detail: z.string(),
});
export type GroupMark = z.infer<typeof groupMark>;

export const consumerGroup = consumerGroupItem.extend({
  coordinator: z.int().nullable(),
  assignor: z.string().nullable(),
  epoch: z.int().nullable(),
  memberList: z.array(groupMember),
  /** Worst first, at most 2,000 of `shown.of`. */
  partitionList: z.array(groupPartition),
  shown: z.object({ partitions: z.int(), of: z.int() }),
  round: samplerRound.nullable(),
});
export type ConsumerGroup = z.infer<typeof consumerGroup>;

export const consumerGroupPath = z.object({ group: z.string().min(1).max(12_000) });

/** `topic`: of that topic alone. Without `from` the last hour. */
export const groupHistoryQuery = z.object({
  from: isoTime.optional(),
  to: isoTime.optional(),
  topic: searchedText.optional(),
});

export const groupHistory = z.object({
  from: isoTime,
  to: isoTime,
  /** The distance of points, and what they are made of. At most 300 points; a missing sample is a point of nulls. */
  stepMs: z.number(),
  resolution: z.enum(['sample', 'minute', 'hour']),
  points: z.array(
    z.object({
      at: isoTime,
      lag: z.number().nullable(),
      lagMs: z.number().nullable(),
      lagErrorMs: z.number().nullable(),
      members: z.int().nullable(),
      verdict: groupVerdict.nullable(),
    }),
  ),
  marks: z.array(groupMark),
});
export type GroupHistory = z.infer<typeof groupHistory>;
