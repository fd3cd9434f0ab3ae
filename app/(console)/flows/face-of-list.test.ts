import { expect, test } from 'vitest';
import type { LiveStatus } from '#app/_live/live-connection.ts';
import type { FlowList } from '#schemas/api/flow.ts';
import { faceOfList } from './face-of-list.client.tsx';
import { type FlowFilters, noFilters } from './search-params.ts';

const at = '2026-11-24T12:00:00.000Z';
const nothing: FlowList = {
  items: [],
  next: null,
  total: 0,
  records: [],
  coverage: { complete: true, topics: [], asOf: at },
  problems: [],
  asOf: at,
};
const live: LiveStatus = { state: 'live', behindMs: 0, staleSince: null, trouble: null };

function face({ filters = noFilters, failure = null }: { filters?: FlowFilters; failure?: unknown } = {}) {
  const done = () => undefined;
  const read = { readAgain: done, readMore: done, readingMore: false };
  const list = { items: [], total: 0, newest: nothing, failure, ...read };
  return faceOfList({ list, live, filters, onClear: done, canPlaceOrders: true });
}

test('given a list that could not be read again, it is stale and not empty', () => {
  expect(face({ failure: new Error('no answer') }).kind).toBe('stale');
});

test('given no flow at all, says that there is none yet', () => {
  expect(face()).toMatchObject({ kind: 'empty', title: 'No flow yet' });
});

test('given filters that nothing fits, says so in their terms', () => {
  expect(face({ filters: { ...noFilters, status: 'late' } })).toMatchObject({ title: 'No flow fits these filters' });
  expect(face({ filters: { ...noFilters, q: '4711' } })).toMatchObject({ title: 'No flow is known by “4711”' });
});
