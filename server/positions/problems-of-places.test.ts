import { expect, test } from 'vitest';
import { problemsOfPlaces } from './problems-of-places.ts';
import { samplePlace } from './sample-places.ts';

const asOf = new Date();

test('before any offsets were read only records and spans tell', () => {
  expect(problemsOfPlaces([], { asOf: null, unread: new Map() })).toMatchObject([{ what: 'offsets' }]);
});

test('a group that could not be asked is named once, a topic of very many groups with how many are left out', () => {
  const failing = { group: 'b', problem: 'the coordinator did not answer' };
  const places = [samplePlace({ group: 'a' }), samplePlace(failing), samplePlace({ ...failing, partition: 1 })];
  expect(problemsOfPlaces(places, { asOf, unread: new Map([['t', 14_900]]) })).toEqual([
    { what: 'b', detail: 'the coordinator did not answer' },
    { what: 't', detail: '14900 more groups read it; those that are worst off are shown.' },
  ]);
});
