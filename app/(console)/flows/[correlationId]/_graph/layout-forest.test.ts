import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutForest } from './layout-forest.ts';

const sizes = { boxWidth: 100, levelHeight: 50, gap: 10 };
const forest = fc
  .array(fc.nat(), { maxLength: 80 })
  .map((draws) => draws.map((draw, index) => (draw % (index + 1)) - 1));

describe('layoutForest', () => {
  it('lays out nothing', () => {
    expect(layoutForest({ parents: [], ...sizes })).toEqual({ x: [], y: [], width: 0, height: 0 });
  });

  it('puts a parent above the middle of its children', () => {
    const { x, y, width, height } = layoutForest({ parents: [-1, 0, 0, 0], ...sizes });
    expect(x).toEqual([160, 50, 160, 270]);
    expect(y).toEqual([0, 50, 50, 50]);
    expect([width, height]).toEqual([320, 100]);
  });

  it('survives a chain that is longer than a stack is deep', () => {
    const parents = Array.from({ length: 5000 }, (_, index) => index - 1);
    expect(layoutForest({ parents, ...sizes }).height).toBe(5000 * 50);
  });

  it('never lets two boxes touch, whatever the forest, and leaves none outside', () => {
    fc.assert(
      fc.property(forest, (parents) => {
        const { x, y, width, height } = layoutForest({ parents, ...sizes });
        const rows = Map.groupBy(parents.keys(), (index) => y[index]);
        for (const row of rows.values()) {
          const centres = row.map((index) => x[index] ?? 0).sort((a, b) => a - b);
          const distances = centres.slice(1).map((centre, index) => centre - (centres[index] ?? 0));
          expect(distances.filter((distance) => distance < 110 - 1e-6)).toEqual([]);
        }
        for (const [index, centre] of x.entries()) {
          expect(centre - 50).toBeGreaterThanOrEqual(-1e-6);
          expect(centre + 50).toBeLessThanOrEqual(width + 1e-6);
          expect(y[index]).toBeLessThan(height);
        }
      }),
    );
  });
});
