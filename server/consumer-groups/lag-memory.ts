import type { GroupVerdict, LagTrend } from '#schemas/api/consumer-group.ts';
import type { GroupListing, GroupState } from '#server/platform/kafka/index.ts';
import type { IndexedStretch } from './lag-of.ts';
import { OffsetRing } from './offset-ring.ts';
import type { StoredMember } from './read-group.ts';
import { type RollUp, rollUps } from './roll-up.ts';
import { mostSlots, SampleSlots } from './sample-slots.ts';
import type { ReadPlace } from './stored-place.ts';

export type TopicMemory = {
  id: number;
  name: string;
  /** Kafka's; null where the broker does not tell. */
  topicId: string | null;
  partitions: number;
  starts: OffsetRing;
  ends: OffsetRing;
  /** Up to where it can be read, now. */
  stable: Map<number, bigint>;
  problems: Map<number, string>;
  /** It is not in the index, and is not looked for before then. */
  unindexedUntilMs: number;
  /** How long that wait is (ms): longer each time that the index still does not know the topic. */
  unindexedForMs: number;
  /** What was written last, and when. */
  written: { mark: number; atMs: number };
};

/** What is known of all partitions that a group reads of one topic, taken together. */
export type TopicSummary = {
  lag: bigint | null;
  lagMs: number | null;
  lagErrorMs: number | null;
  lagMsFrom: 'records' | 'samples' | null;
  verdict: GroupVerdict;
};

/** What the index had from a position on, when the log ended at `end`. */
export type KnownFirst = { position: bigint; end: bigint; indexed: IndexedStretch };

export type GroupTopicMemory = {
  topic: TopicMemory;
  /** Partition numbers, in order. */
  partitions: number[];
  commits: OffsetRing;
  /** When the commit that stands was first seen, ms. */
  seenAt: number[];
  /** Paces of partitions that are read to their end, and when they were taken: they change slowly. */
  paces: { atMs: number; of: ReadPlace[4][] };
  firsts: Map<number, KnownFirst>;
  /** Of share groups, whose offsets do not say how much is behind: what the broker tells. */
  shares: Map<number, { offset: bigint | null; lag: bigint }>;
  problems: Map<number, string>;
  summary: TopicSummary | null;
  /** The lag of all partitions together by slot; NaN where it is not known. */
  lags: Float64Array;
  /** A number for all that a row tells, but for what time alone changes. */
  mark: number;
  /** Up to when what was written last was still true. */
  heldMs: number;
  written: { mark: number; atMs: number };
  rollUps: RollUp[];
};

export type GroupMemory = {
  id: number;
  name: string;
  listing: GroupListing;
  state: GroupState;
  assignor: string | null;
  epoch: number | null;
  /** Null where the broker could not be asked. */
  members: StoredMember[] | null;
  /** A number for who they are and what they are assigned. */
  membersMark: number;
  emptySinceMs: number | null;
  /** When the paces of members that have read all were taken. */
  pacedMs: number;
  topics: Map<string, GroupTopicMemory>;
  /** Numbers of topics that it does not read any more, until that is written. */
  left: number[];
  /** Why it could not be asked in the last round. */
  problems: { what: string; detail: string }[];
  /** When it was last asked with success. */
  askedMs: number;
  /** Lag at equal steps, and the number of the step that the last one is for. */
  spark: (number | null)[];
  sparkStep: number;
  trend: LagTrend;
  verdict: GroupVerdict;
  reason: string;
  /** What was written last. */
  row: string;
};

/** What the sampler holds between rounds; another one makes it again from the tables. */
export type LagMemory = { slots: SampleSlots; topics: Map<string, TopicMemory>; groups: Map<string, GroupMemory> };

export function emptyMemory(): LagMemory {
  return { slots: new SampleSlots(), topics: new Map(), groups: new Map() };
}

const unknownTrend: LagTrend = { direction: 'unknown', perSecond: null, closesInMs: null };

export function topicMemory(topic: Pick<TopicMemory, 'id' | 'name' | 'topicId' | 'partitions'>): TopicMemory {
  return {
    ...topic,
    starts: new OffsetRing(),
    ends: new OffsetRing(),
    stable: new Map(),
    problems: new Map(),
    unindexedUntilMs: 0,
    unindexedForMs: 0,
    written: { mark: 0, atMs: 0 },
  };
}

export function groupTopicMemory(topic: TopicMemory): GroupTopicMemory {
  return {
    topic,
    partitions: [],
    commits: new OffsetRing(),
    seenAt: [],
    paces: { atMs: 0, of: [] },
    firsts: new Map(),
    shares: new Map(),
    problems: new Map(),
    summary: null,
    lags: new Float64Array(mostSlots).fill(Number.NaN),
    mark: 0,
    heldMs: 0,
    written: { mark: 0, atMs: 0 },
    rollUps: rollUps(),
  };
}

export function groupMemory(id: number, listing: GroupListing): GroupMemory {
  return {
    id,
    name: listing.group,
    listing,
    state: listing.state,
    assignor: null,
    epoch: null,
    members: null,
    membersMark: 0,
    emptySinceMs: null,
    pacedMs: 0,
    topics: new Map(),
    left: [],
    problems: [],
    askedMs: 0,
    spark: [],
    sparkStep: 0,
    trend: unknownTrend,
    verdict: 'unknown',
    reason: 'It was not sampled yet.',
    row: '',
  };
}
