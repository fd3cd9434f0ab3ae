import { expect, test } from 'vitest';
import { spread } from './spread.ts';

test('nothing is told of no values', () => {
  expect(spread([])).toEqual({ n: 0, p50: null, p95: null, p99: null, max: null });
});

test('percentiles are values that were there', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(spread(values)).toEqual({ n: 200, p50: 100, p95: 190, p99: 198, max: 200 });
  expect(spread([3])).toEqual({ n: 1, p50: 3, p95: 3, p99: 3, max: 3 });
});
