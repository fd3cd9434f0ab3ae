import { expect, test } from 'vitest';
import { bucketOf, lateAfterMs, usualOf } from './usual-time.ts';

const counted = (times: readonly number[]) => {
  const counts = new Map<number, number>();
  for (const ms of times) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
  return usualOf(counts);
};

test('from few times nothing is said to be usual', () => {
  expect(counted(Array.from({ length: 19 }, () => 5))).toBeNull();
});

test('median and ninth tenth are known to five percent', () => {
  const usual = counted(Array.from({ length: 1_000 }, (_, index) => (index + 1) * 60));
  expect(usual?.count).toBe(1_000);
  expect(Math.abs((usual?.medianMs ?? 0) / 30_000 - 1)).toBeLessThan(0.06);
  expect(Math.abs((usual?.p90Ms ?? 0) / 54_000 - 1)).toBeLessThan(0.06);
});

test('what took no time, less than none or for ever has a bucket too', () => {
  expect([0, -5].map(bucketOf)).toEqual([0, 0]);
  expect(bucketOf(1e15)).toBe(bucketOf(1e16));
});

test('is never late within five seconds, however quick it usually is', () => {
  expect(lateAfterMs({ medianMs: 1, p90Ms: 20, count: 50 })).toBe(5_000);
  expect(lateAfterMs({ medianMs: 1, p90Ms: 20_000, count: 50 })).toBe(40_000);
});
