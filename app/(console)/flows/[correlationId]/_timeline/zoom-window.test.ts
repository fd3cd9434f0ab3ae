import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeScale } from './time-scale.ts';
import { centreOn, panBy, scaleOfWindow, windowOf, windowWith, zoomAt } from './zoom-window.ts';

const plot = { left: 100, right: 900 };
const base = 1_795_000_000_000;
const folds = [
  { from: base + 2000, to: base + 900_000 },
  { from: base + 905_000, to: base + 1_200_000 },
];
const fit = createTimeScale(0.08, folds, 40, { time: base, x: 120 });
const extent = { start: base, end: base + 1_201_000 };
const somewhere = fc.double({ min: plot.left, max: plot.right, noNaN: true });
const factor = fc.double({ min: 1.1, max: 50, noNaN: true });

describe('createTimeScale', () => {
  it('is strictly increasing and gives back the time of every pixel', () => {
    const times = fc.double({ min: -2_000_000, max: 4_000_000, noNaN: true });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1e6, noNaN: true }), (offset, step) => {
        const time = base + offset;
        expect(fit.x(time + step)).toBeGreaterThan(fit.x(time));
        expect(fit.time(fit.x(time))).toBeCloseTo(time, 1);
      }),
    );
  });

  it('gives every fold the same width', () => {
    for (const fold of folds) expect(fit.x(fold.to) - fit.x(fold.from)).toBeCloseTo(40, 6);
  });
});

describe('zoomAt', () => {
  it('keeps what is under the pointer under the pointer', () => {
    fc.assert(
      fc.property(somewhere, factor, (x, by) => {
        const window = zoomAt(fit, plot, fit, x, by);
        if (!window) throw new Error('zooming in must give a window');
        const next = scaleOfWindow(window, folds, 40, plot);
        expect(next.x(fit.time(x))).toBeCloseTo(x, 1);
        expect(windowOf(next, plot).to).toBeCloseTo(window.to, 0);
      }),
    );
  });

  it('shows the whole flow again when zoomed out far enough', () => {
    expect(zoomAt(fit, plot, fit, 300, 0.5)).toBeNull();
  });

  it('does not zoom deeper than a millisecond can be seen', () => {
    const window = zoomAt(fit, plot, fit, 130, 1e9);
    expect((window?.to ?? 0) - (window?.from ?? 0)).toBeGreaterThan(5);
  });
});

describe('centreOn', () => {
  it('brings a time into the middle', () => {
    const next = scaleOfWindow(centreOn(fit, plot, base + 902_000), folds, 40, plot);
    expect(next.x(base + 902_000)).toBeCloseTo(500, 1);
  });
});

describe('panBy', () => {
  it('never loses the flow out of sight', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (dx) => {
        const next = scaleOfWindow(panBy(fit, plot, extent, dx), folds, 40, plot);
        expect(next.x(extent.end)).toBeGreaterThan(plot.left);
        expect(next.x(extent.start)).toBeLessThan(plot.right);
      }),
    );
  });
});

describe('windowWith', () => {
  const window = { from: 1000, to: 2000 };

  it('leaves the view alone where the time is in it', () => {
    expect(windowWith(window, 1500)).toBe(window);
  });

  it('moves at the same length where it is out of view, or at its very edge', () => {
    expect(windowWith(window, 5000)).toEqual({ from: 4500, to: 5500 });
    expect(windowWith(window, 1999)).toEqual({ from: 1499, to: 2499 });
  });
});
