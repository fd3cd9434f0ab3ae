import { expect, test } from 'vitest';
import type { LiveStatus } from '#app/_live/live-connection.ts';
import type { FlowList } from '#schemas/api/flow-list.ts';
import { faceOfList } from './face-of-list.client.tsx';
import { type FlowFilters, noFilters } from './search-params.ts';

const at = '2026-11-24T12:00:00.000Z';
const nothing: FlowList = {
  items: [],
  next: null,
  total: 0,
  looked: null,
  records: [],
  coverage: { complete: true, topics: [], asOf: at },
  problems: [],
  asOf: at,
};
const live: LiveStatus = { state: 'live', behindMs: 0, staleSince: null, trouble: null };

type Given = { filters?: FlowFilters; failure?: unknown; looked?: FlowList['looked'] };

function face({ filters = noFilters, failure = null, looked = null }: Given = {}) {
  const done = () => undefined;
  const read = { readAgain: done, readMore: done, readFurther: done, readingMore: false };
  const list = { items: [], total: 0, newest: nothing, failure, looked, ...read };
  return faceOfList({ list, live, filters, onClear: done, canPlaceOrders: true });
}

test('given a list that could not be read again, it is stale and not empty', () => {
  expect(face({ failure: new Error('no answer') }).kind).toBe('stale');
});

test('given no flow at all, says that there is none yet', () => {
  expect(face()).toMatchObject({ kind: 'empty', title: 'No flow yet' });
});

test('given a search that is not at its end, does not say that nothing fits', () => {
  const filters = { ...noFilters, type: 'order.cancelled' };
  expect(face({ filters, looked: { flows: 80_000, backTo: at } })).toMatchObject({
    title: 'No flow fits these filters so far',
  });
});

test('given filters that nothing fits, says so in their terms', () => {
  expect(face({ filters: { ...noFilters, status: 'late' } })).toMatchObject({ title: 'No flow fits these filters' });
  expect(face({ filters: { ...noFilters, q: '4711' } })).toMatchObject({ title: 'No flow is known by “4711”' });
});
