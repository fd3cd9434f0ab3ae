import { expect, test } from 'vitest';
import { createFoldPace } from './fold-pace.ts';

test('behind by much, folds once in two seconds; else every time', () => {
  let now = 1_000;
  const pace = createFoldPace(() => now);
  expect(pace.isDue(50_000)).toBe(true);
  now += 1_900;
  expect(pace.isDue(50_000)).toBe(false);
  expect(pace.isDue(0)).toBe(true);
  now += 100;
  expect(pace.isDue(50_000)).toBe(false);
  now += 1_900;
  expect(pace.isDue(50_000)).toBe(true);
});
