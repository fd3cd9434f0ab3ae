import { expect, test } from 'vitest';
import { steadyShare, stepMs } from './pace.ts';

test('a step of the same thing always takes the same time, within its range', () => {
  const range = [1_000, 3_000] as const;
  const times = Array.from({ length: 200 }, (_, id) => stepMs(1, 'cook', `order-${id}`, range));
  expect(times).toEqual(Array.from({ length: 200 }, (_, id) => stepMs(1, 'cook', `order-${id}`, range)));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(3_000);
  expect(new Set(times).size).toBeGreaterThan(150);
});

test('pace scales the waiting', () => {
  expect(stepMs(0.02, 'cook', 'order-1', [1_000, 1_000])).toBe(20);
});

test('shares lie in [0, 1)', () => {
  expect(steadyShare('a')).toBeGreaterThanOrEqual(0);
  expect(steadyShare('a')).toBeLessThan(1);
});
