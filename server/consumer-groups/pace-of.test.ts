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
      overMs: 60_000,
    });
    expect(pace(sampledBy((second) => [second * 4, 1_000 + second * 4]))?.errorPerSecond).toBeCloseTo(0);
  });

  test('is that of the last minute that it was busy, and of three stretches at least: what was before says little', () => {
    const drained = [200, 0, 9_999] as const;
    const slow = sampled([...drained], [120, 6_000, 9_999], [60, 6_060, 9_999], [30, 6_090, 9_999], [0, 6_120, 9_999]);
    expect(pace(slow)).toEqual({ perSecond: 1, errorPerSecond: 0, overMs: 60_000 });
  });

  test('does not count the time when there was nothing to read', () => {
    const idleThenBusy = sampled([300, 0, 0], [60, 0, 0], [40, 0, 900], [20, 200, 900], [0, 400, 900]);
    expect(pace(idleThenBusy)).toMatchObject({ perSecond: 10, overMs: 20_000 });
  });

  test('of one that was never behind is at least its fastest, and that is all one knows', () => {
    expect(pace(sampled([90, 0, 0], [60, 60, 60], [30, 300, 300]))).toEqual({
      perSecond: 8,
      errorPerSecond: 8,
      overMs: 30_000,
    });
  });

  test('has an error as wide as it is uneven', () => {
    const uneven = pace(sampled([75, 0, 9_999], [60, 100, 9_999], [45, 200, 9_999], [15, 800, 9_999], [0, 900, 9_999]));
    expect(uneven).toMatchObject({ perSecond: 700 / 45, overMs: 45_000 });
    expect(uneven?.errorPerSecond).toBeCloseTo(6.29, 2);
  });

  test('of one single step is off by as much as that', () => {
    expect(pace(sampled([20, 0, 900], [0, 100, 900]))).toEqual({ perSecond: 5, errorPerSecond: 5, overMs: 20_000 });
  });

  test('goes by whole strides from commit to commit: when the first began nobody knows, and the last is not over', () => {
    const every12s = (ago: number) => Math.floor((300 - ago) / 12) * 60;
    const seconds = [58, 53, 47, 41, 37, 30, 26, 20, 15, 11, 6, 1];
    const samples = sampled(...seconds.map((ago): [number, number, number] => [ago, every12s(ago), 9_999]));
    expect(pace(samples)?.perSecond).toBeCloseTo(5, 0);
  });

  test('falls while the group stands for longer than it ever took from commit to commit', () => {
    const standing = [0, 10, 20, 30].map((ago): [number, number, number] => [ago, 400, 9_999]).reverse();
    const stood = pace(sampled([60, 0, 9_999], [50, 200, 9_999], [40, 400, 9_999], ...standing));
    expect(stood?.perSecond).toBeCloseTo(200 / 50);
    expect(stood?.errorPerSecond).toBeGreaterThan(1);
  });

  test('begins anew after a reset, and is never negative', () => {
    const reset = sampled([90, 5_000, 6_000], [60, 5_100, 6_000], [40, 0, 6_000], [20, 100, 6_000], [0, 200, 6_000]);
    expect(pace(reset)).toMatchObject({ perSecond: 5, overMs: 20_000 });
  });
});
