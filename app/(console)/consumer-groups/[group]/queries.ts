import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ApiProblem } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import type { ConsumerGroup, GroupHistory } from '#schemas/api/consumer-group.ts';
import type { GroupTopics } from '#schemas/api/group-topics.ts';
import type { GroupFlows } from '#schemas/api/position.ts';
import { refreshEvery } from '../refresh-every.ts';
import type { HistoryRange } from './search-params.ts';

const hour = 3_600_000;
const rangeMs: Record<HistoryRange, number> = { '1h': hour, '6h': 6 * hour, '24h': 24 * hour, '7d': 168 * hour };

/** `first`: what the server read for the first paint. */
export function groupReading(first: ConsumerGroup) {
  const { group } = first;
  return queryOptions({
    queryKey: ['consumer-group', group],
    queryFn: ({ signal }) => readJson<ConsumerGroup>(path(group), { signal }),
    initialData: first,
    refetchInterval: ({ state }) => refreshEvery((state.data ?? first).round),
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

const leastPauseMs = 5_000;
const mostPauseMs = 60_000;

/** Read again when there may be a new point. */
export function historyReading(group: string, range: HistoryRange, topic: string | null) {
  return queryOptions({
    queryKey: ['consumer-group', group, 'history', range, topic],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from: new Date(Date.now() - rangeMs[range]).toISOString() });
      if (topic !== null) query.set('topic', topic);
      return readJson<GroupHistory>(`${path(group)}/history?${query}`, { signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => Math.min(mostPauseMs, Math.max(leastPauseMs, data?.stepMs ?? 0)),
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

const waitingEveryMs = 5_000;

/** The flows that wait in the group. */
export function waitingReading(group: string) {
  return queryOptions({
    queryKey: ['consumer-group', group, 'flows'],
    queryFn: ({ signal }) => readJson<GroupFlows>(`${path(group)}/flows`, { signal }),
    refetchInterval: waitingEveryMs,
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

const topicsEveryMs = 30_000;

/** What the group's topics hold: which types in which versions, and its dead letters. */
export function topicsReading(group: string) {
  return queryOptions({
    queryKey: ['consumer-group', group, 'topics'],
    queryFn: ({ signal }) => readJson<GroupTopics>(`${path(group)}/topics`, { signal }),
    refetchInterval: topicsEveryMs,
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

function path(group: string): string {
  return `/api/consumer-groups/${encodeURIComponent(group)}`;
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status < 500;
}
