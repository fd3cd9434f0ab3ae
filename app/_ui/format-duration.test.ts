import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [Number.NaN, 'unknown'],
  [-1500, '−1.5 s'],
  [0, '0 ms'],
  [0.4, '< 1 ms'],
  [41.9, '41 ms'],
  [999, '999 ms'],
  [1240, '1.24 s'],
  [10_400, '10.4 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min'],
  [372_000, '6 min 12 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 05 min'],
  [86_400_000, '1 d'],
  [90_000_000, '1 d 1 h'],
])('%d ms reads as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
