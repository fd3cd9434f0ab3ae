import { expect, test } from 'vitest';
import { splitFresh } from './split-fresh.ts';

const idOf = (item: string) => item;

test('given nobody reads, everything is shown', () => {
  expect(splitFresh(['c', 'b', 'a'], null, idOf)).toEqual({ shown: ['c', 'b', 'a'], fresh: 0 });
});

test('given new ones above, they are held back and counted', () => {
  expect(splitFresh(['d', 'c', 'b', 'a'], new Set(['b', 'a']), idOf)).toEqual({ shown: ['b', 'a'], fresh: 2 });
});

test('given one that came late into the middle, it does not push the rows below', () => {
  expect(splitFresh(['b', 'late', 'a'], new Set(['b', 'a']), idOf)).toEqual({ shown: ['b', 'a'], fresh: 1 });
});

test('given a next page, it is shown below what is known', () => {
  expect(splitFresh(['new', 'b', 'a', 'older'], new Set(['b', 'a']), idOf)).toEqual({
    shown: ['b', 'a', 'older'],
    fresh: 1,
  });
});

test('given that all known ones are gone, what is there is shown', () => {
  expect(splitFresh(['x', 'y'], new Set(['a']), idOf)).toEqual({ shown: ['x', 'y'], fresh: 0 });
});
