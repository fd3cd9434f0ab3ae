import { expect, test } from 'vitest';
import { ApiProblem } from '#app/_api/api-problem.ts';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { faceOfGroups } from './face-of-groups.client.tsx';
import type { GroupFilters } from './search-params.ts';

const filters: GroupFilters = { q: '', verdict: null, protocol: null, sort: 'harm', order: null };
const counts = { ok: 0, warn: 0, stall: 0, stop: 0, rewind: 0, data_loss: 0, unknown: 1 };
const round = { asOf: '2026-11-28T12:00:00.000Z', tookMs: 90, everyMs: 1000, requests: 4, groups: 1, partitions: 3 };
const item: ConsumerGroupList['items'][number] = {
  group: 'drivers',
  protocol: 'classic',
  protocolType: 'consumer',
  state: 'stable',
  members: 1,
  topics: [],
  topicCount: 0,
  partitions: 3,
  lag: null,
  lagMs: null,
  lagErrorMs: null,
  lagMsFrom: null,
  verdict: 'unknown',
  reason: 'There is no sample of the last ten minutes.',
  trend: { direction: 'unknown', perSecond: null, closesInMs: null },
  spark: [],
  asOf: null,
  problems: [],
};
const newest = (more: Partial<ConsumerGroupList> = {}): ConsumerGroupList => ({
  items: [item],
  next: null,
  total: 1,
  counts,
  round: { ...round, problems: [] },
  ...more,
});
const failure = new ApiProblem({
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'unavailable',
  detail: 'The database cannot be reached.',
  ref: 'r-1',
});

const faceOf = (list: ConsumerGroupList | null, more: { failure?: unknown; stale?: boolean; q?: string } = {}) =>
  faceOfGroups({
    list: { newest: list, items: list?.items ?? [], failure: more.failure ?? null, readAgain: () => undefined },
    stale: more.stale ?? false,
    filters: { ...filters, q: more.q ?? '' },
    onClear: () => undefined,
  });

test('a list that could not be read says why, with the reference for the log', () => {
  expect(faceOf(null, { failure })).toMatchObject({ kind: 'failed', detail: failure.message, reference: 'r-1' });
  expect(faceOf(null)).toMatchObject({ kind: 'loading' });
});

test('a list that cannot be read again, or that nobody samples any more, stays and is called stale', () => {
  expect(faceOf(newest(), { failure }).kind).toBe('stale');
  expect(faceOf(newest(), { stale: true }).kind).toBe('stale');
});

test('no group, none that fits and none sampled yet are three different things', () => {
  const none = newest({ items: [], total: 0 });
  expect(faceOf(none)).toMatchObject({ title: 'There is no consumer group' });
  expect(faceOf(none, { q: 'x' })).toMatchObject({ title: 'No consumer group fits these filters' });
  expect(faceOf({ ...none, round: null })).toMatchObject({ title: 'No group was sampled yet' });
});

test('what failed in the last round is told beside the rows that stand', () => {
  const problems = [{ what: 'broker 2', detail: 'It does not answer.' }];
  expect(faceOf(newest({ round: { ...round, problems } }))).toEqual({ kind: 'partial', problems });
  expect(faceOf(newest()).kind).toBe('ready');
});
