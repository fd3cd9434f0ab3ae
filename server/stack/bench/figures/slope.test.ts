import { expect, test } from 'vitest';
import { slope } from './slope.ts';

test('too few points have no slope', () => {
  expect(slope([])).toBe(0);
  expect(slope([{ x: 1, y: 7 }])).toBe(0);
  expect(
    slope([
      { x: 1, y: 7 },
      { x: 1, y: 9 },
    ]),
  ).toBe(0);
});

test('a line has its own slope, and noise around it changes little', () => {
  const points = Array.from({ length: 100 }, (_, x) => ({ x, y: 5 + 3 * x + (x % 2 ? 1 : -1) }));
  expect(slope(points)).toBeCloseTo(3, 2);
});
