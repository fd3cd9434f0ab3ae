import { sparkStepMs } from './group-row.ts';
import { harmOf } from './harm-of.ts';
import { lagOfGroup } from './judge-memory.ts';
import type { GroupMemory, TopicSummary } from './lag-memory.ts';

const mostTopics = 20;

/** What `consumer_group` is to hold of a group; offsets as text. */
export function groupNow(group: GroupMemory, atMs: number) {
  const summaries = [...group.topics.values()].flatMap(({ summary }) => summary ?? []);
  const longest = summaries.reduce<TopicSummary | null>(
    (found, summary) => ((summary.lagMs ?? -1) > (found?.lagMs ?? -1) ? summary : found),
    null,
  );
  const names = [...group.topics.keys()].sort();
  return {
    id: group.id,
    harm: harmOf(group.verdict),
    protocol: group.listing.protocol,
    protocol_type: group.listing.protocolType,
    state: group.state,
    members: group.members?.length ?? null,
    topics: names.slice(0, mostTopics),
    topic_count: names.length,
    partitions: [...group.topics.values()].reduce((sum, { partitions }) => sum + partitions.length, 0),
    lag: lagOfGroup(group)?.toString() ?? null,
    lag_ms: longest?.lagMs ?? null,
    lag_error_ms: longest?.lagErrorMs ?? null,
    lag_ms_from: longest?.lagMsFrom ?? null,
    verdict: group.verdict,
    reason: group.reason,
    trend: group.trend.direction,
    trend_per_second: group.trend.perSecond,
    trend_closes_ms: group.trend.closesInMs,
    as_of: group.askedMs === atMs ? null : timeOf(group.askedMs),
    problems: group.problems,
    coordinator: group.listing.coordinator,
    assignor: group.assignor,
    epoch: group.epoch,
    member_list: group.members ?? [],
    empty_since: timeOf(group.emptySinceMs),
  };
}

/** The spark moves on by itself, and is written only along with what changed. */
export function sparkNow({ spark, sparkStep }: GroupMemory) {
  return { spark, spark_at: timeOf(sparkStep * sparkStepMs) };
}

function timeOf(ms: number | null): string | null {
  return ms === null || ms === 0 ? null : new Date(ms).toISOString();
}
