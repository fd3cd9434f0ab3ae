import { describe, expect, test } from 'vitest';
import { paceOf } from './pace-of.ts';
import { nowMs, sampled, sampledBy } from './sampled.ts';

const pace = (samples: ReturnType<typeof sampled>) => paceOf(samples, nowMs);

describe('the pace of a group', () => {
  test('is not known without two samples', () => {
    expect(pace([])).toBe(null);
    expect(pace(sampled([5, 1, 9]))).toBe(null);
    expect(pace(sampled([5, null, 9], [0, null, 9]))).toBe(null);
  });

  test('is not known of one that never had anything to read', () => {
    expect(pace(sampledBy(() => [9, 9]))).toBe(null);
  });

  test('is 0 of one that stands although it has something to read', () => {
    expect(pace(sampledBy((second) => [9, 20 + second]))).toEqual({ perSecond: 0, errorPerSecond: 0, overMs: 90_000 });
  });

  test('is what it commits, without error when it always commits alike', () => {
    expect(pace(sampledBy((second) => [second * 4, 1_000 + second * 4]))).toMatchObject({
      perSecond: 4,
      overMs: 90_000,
    });
    expect(pace(sampledBy((second) => [second * 4, 1_000 + second * 4]))?.errorPerSecond).toBeCloseTo(0);
  });

  test('is that of the last minute that it was busy, and of three stretches at least: what was before says little', () => {
    const drained = [200, 0, 9_999] as const;
    const slow = sampled([...drained], [120, 6_000, 9_999], [60, 6_060, 9_999], [30, 6_090, 9_999], [0, 6_120, 9_999]);
    expect(pace(slow)).toEqual({ perSecond: 1, errorPerSecond: 0, overMs: 120_000 });
  });

  test('does not count the time when there was nothing to read', () => {
    const idleThenBusy = sampled([300, 0, 0], [60, 0, 0], [40, 0, 900], [20, 200, 900], [0, 400, 900]);
    expect(pace(idleThenBusy)).toMatchObject({ perSecond: 10, overMs: 40_000 });
  });

  test('of one that was never behind is at least its fastest, and that is all one knows', () => {
    expect(pace(sampled([90, 0, 0], [60, 60, 60], [30, 300, 300]))).toEqual({
      perSecond: 8,
      errorPerSecond: 8,
      overMs: 30_000,
    });
  });

  test('has an error as wide as it is uneven', () => {
    const uneven = pace(sampled([60, 0, 9_999], [45, 400, 9_999], [30, 400, 9_999], [15, 800, 9_999], [0, 800, 9_999]));
    expect(uneven).toMatchObject({ perSecond: 800 / 60, overMs: 60_000 });
    expect(uneven?.errorPerSecond).toBeCloseTo(7.7, 2);
  });

  test('of one single step is off by as much as that', () => {
    expect(pace(sampled([20, 0, 900], [0, 100, 900]))).toEqual({ perSecond: 5, errorPerSecond: 5, overMs: 20_000 });
  });

  test('begins anew after a reset, and is never negative', () => {
    const reset = sampled([90, 5_000, 6_000], [60, 5_100, 6_000], [40, 0, 6_000], [20, 100, 6_000], [0, 200, 6_000]);
    expect(pace(reset)).toMatchObject({ perSecond: 5, overMs: 40_000 });
  });
});
