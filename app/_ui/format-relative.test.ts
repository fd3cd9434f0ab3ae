import { expect, test } from 'vitest';
import { formatRelative } from './format-relative.ts';

const now = 1_700_000_000_000;

test.each([
  [0, 'just now'],
  [999, 'just now'],
  [1000, '1 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [86_400_000 * 3, '3 d ago'],
  [-40_000, 'in 40 s'],
  [-500, 'just now'],
])('%d ms before now reads as %s', (distance, text) => {
  expect(formatRelative(now - distance, now)).toBe(text);
});
