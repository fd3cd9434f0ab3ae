import { expect, test } from 'vitest';
import { sparkPaths } from './spark-paths.ts';

const size = { width: 103, height: 23 };

test('without a sample there is no line, and what is not known is a gap, not a fall to 0', () => {
  expect(sparkPaths([], size)).toEqual([]);
  expect(sparkPaths([null, null], size)).toEqual([]);
  expect(sparkPaths([0, 10, null, 10, 0], size)).toEqual(['M1.5 21.5L26.5 1.5', 'M76.5 1.5L101.5 21.5']);
});

test('a sample between two gaps can still be seen', () => {
  expect(sparkPaths([null, 50, null], size)).toEqual(['M51.5 1.5h0']);
});

test('a group that is caught up is a line at the bottom', () => {
  expect(sparkPaths([0, 0], size)).toEqual(['M1.5 21.5L101.5 21.5']);
});
