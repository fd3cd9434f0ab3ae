import { expect, test } from 'vitest';
import { groupsQueryOf } from './groups-query-of.ts';
import { type GroupFilters, sortBy } from './search-params.ts';

const none: GroupFilters = { q: '', verdict: null, protocol: null, sort: 'harm', order: null };

test('what is not asked for is not sent', () => {
  const query = groupsQueryOf(none);
  expect(query).toMatchObject({ sort: 'harm', order: 'desc' });
  expect([query.q, query.verdict, query.protocol, query.cursor]).toEqual([undefined, undefined, undefined, undefined]);
});

test('"need you" is every verdict that needs somebody, and unknown is not one of them', () => {
  const { verdict } = groupsQueryOf({ ...none, verdict: 'bad' });
  expect(verdict).toBe('data_loss,rewind,stop,stall,warn');
});

test('names begin with A, counts with the most; a second press turns the order round', () => {
  expect(groupsQueryOf({ ...none, sort: 'group' }).order).toBe('asc');
  expect(groupsQueryOf({ ...none, sort: 'lag' }).order).toBe('desc');
  expect(sortBy('lag', none)).toEqual({ sort: 'lag', order: null });
  expect(sortBy('lag', { sort: 'lag', order: null })).toEqual({ sort: 'lag', order: 'asc' });
  expect(sortBy('group', { sort: 'group', order: null })).toEqual({ sort: 'group', order: 'desc' });
});
