import { setImmediate as otherTurns } from 'node:timers/promises';
import type { LagTrend } from '#schemas/api/consumer-group.ts';
import { sparkStepMs, sparkSteps } from './group-row.ts';
import { harmOf } from './harm-of.ts';
import { judgeGroup } from './judge-group.ts';
import { type JudgeRound, judgeTopic, sumPlaces } from './judge-topic.ts';
import type { GroupMemory, GroupTopicMemory, LagMemory, TopicSummary } from './lag-memory.ts';
import { markOf } from './mark-of.ts';
import { paceMembers } from './pace-members.ts';
import { allRead, type ReadPlace, type StoredPlace } from './stored-place.ts';
import { trendOf } from './trend-of.ts';

/** What was found of a topic's partitions in this round; not made again of what is caught up as it was. */
export type JudgedTopic = { group: GroupMemory; of: GroupTopicMemory; places: (StoredPlace | ReadPlace)[] };

type Judged = Parameters<typeof judgeGroup>[0][number];

/** So few that there are several such turns also with some hundred groups: what is judged is written meanwhile. */
const partitionsInARow = 500;

/**
 * Judges all groups, some at a time, and lets others take their turns in between. Gives what is to be written of their topics:
 * of thousands of groups it would not fit into memory at once.
 */
export async function* judgeMemory(
  memory: LagMemory,
  { slot, atMs }: { slot: number; atMs: number },
): AsyncGenerator<JudgedTopic[]> {
  let found: JudgedTopic[] = [];
  let inARow = 0;
  for (const group of memory.groups.values()) {
    if (group.askedMs !== atMs) continue;
    const isOnlyCommitting = group.listing.protocol !== 'share' && group.listing.protocolType === '';
    const members = isOnlyCommitting ? null : (group.members?.length ?? null);
    const judged = judgeTopics(group, { slots: memory.slots, slot, atMs, members });
    found.push(...judged);
    inARow += judged.reduce((sum, { places }) => sum + places.length, 1);
    if (inARow < partitionsInARow) continue;
    yield found;
    [found, inARow] = [[], 0];
    await otherTurns();
  }
  yield found;
}

function judgeTopics(group: GroupMemory, round: JudgeRound): JudgedTopic[] {
  const partitions: Judged[] = [];
  const judged: JudgedTopic[] = [];
  for (const of of group.topics.values()) {
    const mark = markOf(of, round.slot);
    const isAsBefore = mark === of.mark && of.summary?.lag === 0n && of.summary.verdict === 'ok';
    of.mark = mark;
    if (isAsBefore) partitions.push(...quietOf(of));
    else {
      const places = judgeTopic(of, round);
      const others = places.flatMap((place) => (Array.isArray(place) ? [] : [place]));
      if (others.length < places.length) partitions.push(...quietOf(of));
      partitions.push(...others.map((place) => judgedOf(of, place)));
      of.summary = summaryOf(others, others.length < places.length);
      judged.push({ group, of, places });
    }
    of.lags[round.slot] = of.summary?.lag == null ? Number.NaN : Number(of.summary.lag);
  }
  Object.assign(group, judgeGroup(partitions), { trend: groupTrend(group, round) });
  noteSpark(group, round.atMs);
  paceMembers(group, round);
  return judged;
}

/** All its partitions are caught up: one stands for them. */
function quietOf(of: GroupTopicMemory): Judged[] {
  const [partition] = of.partitions;
  if (partition === undefined) return [];
  return [{ topic: of.topic.name, partition, verdict: 'ok', reason: allRead, lag: 0n }];
}

function judgedOf(of: GroupTopicMemory, { partition, verdict, reason, lag }: StoredPlace): Judged {
  return { topic: of.topic.name, partition, verdict, reason, lag: lag === null ? null : BigInt(lag) };
}

/** Those that are read to their end add nothing to the others but that something is known. */
function summaryOf(others: readonly StoredPlace[], isSomeRead: boolean): TopicSummary {
  const { lag, lagMs, lagErrorMs, lagMsFrom } = sumPlaces(others);
  if (!isSomeRead) return { lag, lagMs, lagErrorMs, lagMsFrom, verdict: worstOf(others) };
  const time =
    lagMs === null ? ({ lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records' } as const) : { lagMs, lagErrorMs, lagMsFrom };
  return { lag: lag ?? 0n, ...time, verdict: others.length === 0 ? 'ok' : worstOf(others) };
}

function worstOf(places: readonly StoredPlace[]): TopicSummary['verdict'] {
  return (
    places.reduce<TopicSummary['verdict'] | null>(
      (worst, { verdict }) => (worst === null || harmOf(verdict) > harmOf(worst) ? verdict : worst),
      null,
    ) ?? 'unknown'
  );
}

/** As of one partition that lags by what all lag. */
function groupTrend(group: GroupMemory, { slots, atMs }: JudgeRound): LagTrend {
  const topics = [...group.topics.values()];
  const samples = slots.all().map(({ slot, atMs: sampledMs }) => {
    const lags = topics.map((topic) => topic.lags[slot] ?? Number.NaN).filter((lag) => !Number.isNaN(lag));
    // Topics without a commit never have a lag; a group that could not be asked has none at all.
    const logEnd = lags.length === 0 ? null : BigInt(lags.reduce((sum, lag) => sum + lag, 0));
    return { atMs: sampledMs, committed: 0n, logStart: 0n, logEnd };
  });
  return trendOf(withoutShrunkEnds(samples), atMs);
}

/** An end that moves back means a log made anew, and a sum of lags may well move back. */
function withoutShrunkEnds<T extends { committed: bigint; logEnd: bigint | null }>(samples: readonly T[]): T[] {
  const most = samples.reduce((found, { logEnd }) => (logEnd !== null && logEnd > found ? logEnd : found), 0n);
  return samples.map((sample) =>
    sample.logEnd === null ? sample : { ...sample, committed: most - sample.logEnd, logEnd: most },
  );
}

/** The most of each step. */
function noteSpark(group: GroupMemory, atMs: number): void {
  const lag = lagOfGroup(group);
  const step = Math.floor(atMs / sparkStepMs);
  const passed = group.spark.length === 0 ? sparkSteps : Math.min(sparkSteps, Math.max(0, step - group.sparkStep));
  if (passed > 0) group.spark = [...group.spark, ...new Array<null>(passed).fill(null)].slice(-sparkSteps);
  group.sparkStep = Math.max(step, group.sparkStep);
  const now = group.spark.at(-1) ?? null;
  group.spark[group.spark.length - 1] = lag === null ? now : Math.max(now ?? 0, Number(lag));
}

export function lagOfGroup(group: GroupMemory): bigint | null {
  const lags = [...group.topics.values()].flatMap(({ summary }) => summary?.lag ?? []);
  return lags.length === 0 ? null : lags.reduce((sum, lag) => sum + lag, 0n);
}
