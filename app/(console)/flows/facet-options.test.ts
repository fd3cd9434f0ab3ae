import { expect, test } from 'vitest';
import type { FlowFacets } from '#schemas/api/flow-list.ts';
import { countedWords, missingOptions, seenOptions, statusOptions, versionOptions } from './facet-options.ts';

const facets: FlowFacets = {
  counted: { flows: 10_000, backTo: '2026-11-24T09:00:00.000Z' },
  statuses: [{ status: 'late', count: 10_000, exact: false }],
  types: [{ type: 'order.created', seen: 70, missing: 3, versions: [{ version: 2, count: 60 }] }],
  services: [],
  asOf: '2026-11-24T12:00:00.000Z',
};

test('given that nothing is counted yet, every name is offered without a number', () => {
  expect(countedWords(null)).toBeNull();
  expect(seenOptions(null, ['order.created'], null)).toEqual([{ value: 'order.created', label: 'order.created' }]);
});

test('given a name that no list has, it is offered because it is chosen', () => {
  expect(missingOptions(facets, ['order.created'], 'foreign')).toEqual([
    { value: 'foreign', label: 'foreign' },
    { value: 'order.created', label: 'order.created', count: 3 },
  ]);
  expect(versionOptions(facets, 'order.created', 9).map(({ label }) => label)).toEqual(['v2', 'v9']);
  expect(versionOptions(facets, null, 9)).toEqual([{ value: '9', label: 'Any event v9' }]);
});

test('says of how many flows the counts are, and which are too many to count', () => {
  expect(countedWords(facets)).toBe('of the newest 10,000 flows');
  expect(countedWords({ ...facets, counted: { flows: 1, backTo: null } })).toBe('of 1 flow');
  expect(statusOptions(facets).find(({ value }) => value === 'late')).toMatchObject({ count: 10_000, exact: false });
});
