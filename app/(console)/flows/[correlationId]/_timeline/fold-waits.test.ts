import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWaits } from './find-waits.ts';
import { foldWaits, waitingShare } from './fold-waits.ts';

const at = (...times: number[]) => times.map((time) => ({ at: time, until: time }));

describe('findWaits', () => {
  it('finds none in an empty flow, nor in one that took no time', () => {
    expect(findWaits([], 5, 5)).toEqual({ waits: [], gaps: [], total: 0 });
    expect(findWaits(at(5, 5), 5, 5).waits).toEqual([]);
  });

  it('does not call it waiting while a REST call runs', () => {
    const still = findWaits([{ at: 0, until: 9000 }, ...at(10, 9100)], 0, 9100);
    expect(still.waits).toEqual([]);
  });

  it('counts the wait that still goes on', () => {
    expect(findWaits(at(0, 100), 0, 60_000).waits).toEqual([{ from: 100, to: 60_000 }]);
  });

  it('counts the wait for what comes next from the first', () => {
    expect(findWaits(at(0, 60_000), 0, 61_000).waits).toEqual([{ from: 0, to: 60_000 }]);
    expect(findWaits(at(0, 60_000), 0, 61_000, true).waits).toHaveLength(2);
  });

  it('leaves pauses below five per cent and below half a second', () => {
    expect(findWaits(at(0, 400, 1000), 0, 1000).waits).toEqual([{ from: 400, to: 1000 }]);
    expect(findWaits(at(0, 4900, 100_000), 0, 100_000).waits).toEqual([{ from: 4900, to: 100_000 }]);
  });
});

describe('foldWaits', () => {
  it('folds nothing where nothing gets clearer by it: even steps, two lone events', () => {
    const even = findWaits(at(0, 10_000, 20_000, 30_000, 40_000), 0, 40_000);
    expect(foldWaits(even, 800).folds).toEqual([]);
    expect(foldWaits(findWaits(at(0, 900_000), 0, 900_000), 800).folds).toEqual([]);
  });

  it('folds the waits of an order so that seconds become readable beside minutes', () => {
    const order = findWaits(at(0, 500, 1000, 1700, 1_017_000, 1_018_000), 0, 1_389_000);
    const folding = foldWaits(order, 760);
    expect(folding.folds).toHaveLength(2);
    expect(500 * folding.pxPerMs).toBeGreaterThan(40);
    expect(waitingShare(order)).toBeGreaterThan(0.99);
  });

  it('always fits the width, keeps folds inside their waits and in order', () => {
    const flows = fc.tuple(
      fc.array(fc.nat(5_000_000), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 100, max: 2000 }),
    );
    fc.assert(
      fc.property(flows, ([drawn, width]) => {
        const times = drawn.sort((a, b) => a - b);
        const first = times[0] ?? 0;
        const last = times.at(-1) ?? 0;
        const still = findWaits(at(...times), first, last);
        const { folds, bandPx, pxPerMs } = foldWaits(still, width);
        const cut = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
        if (last > first) expect((still.total - cut) * pxPerMs + folds.length * bandPx).toBeCloseTo(width, 3);
        for (const fold of folds) {
          expect(fold.to).toBeGreaterThan(fold.from);
          expect(still.waits.some((wait) => wait.from <= fold.from && fold.to <= wait.to)).toBe(true);
        }
      }),
    );
  });
});
