import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureClocks, type Pair } from './measure-clocks.ts';

const pair = (before: [string, number], after: [string, number]): Pair => ({
  before: { service: before[0], ms: before[1] },
  after: { service: after[0], ms: after[1] },
});

describe('clocks', () => {
  test('that contradict no cause are not spoken of, however long an effect takes', () => {
    const pairs = [pair(['a', 0], ['b', 90_000]), pair(['b', 90_000], ['a', 89_999]), pair(['a', 5], ['a', 1])];
    expect(measureClocks(pairs)).toEqual([]);
  });

  test('one that is ahead of two others is found, with the effects that stood before its causes', () => {
    const pairs = [
      pair(['orders', 5_010], ['payments', 20]),
      pair(['payments', 20], ['orders', 5_040]),
      pair(['orders', 5_040], ['restaurants', 50]),
      pair(['restaurants', 50], ['payments', 60]),
    ];
    expect(measureClocks(pairs)).toEqual([{ service: 'orders', aheadMs: 4_990, pairs: 2 }]);
  });

  test('one that is behind has a negative lead; of two alone the one of the cause is ahead', () => {
    const behind = [
      pair(['orders', 1_000], ['payments', 10]),
      pair(['orders', 1_000], ['restaurants', 1_010]),
      pair(['restaurants', 1_010], ['orders', 1_011]),
    ];
    expect(measureClocks(behind)).toEqual([{ service: 'payments', aheadMs: -990, pairs: 1 }]);
    expect(measureClocks([pair(['a', 100], ['b', 0])])).toEqual([{ service: 'a', aheadMs: 100, pairs: 1 }]);
  });

  test('that no offset explains, as one was set meanwhile, are named by what they did at most', () => {
    const pairs = [pair(['a', 100], ['b', 0]), pair(['b', 1_000], ['a', 500])];
    const clocks = measureClocks(pairs);
    expect(clocks.map(({ service }) => service)).toContain('b');
    for (const { aheadMs } of clocks) expect(Number.isFinite(aheadMs)).toBe(true);
  });

  test('whatever they are ahead, taking that off puts every effect after its cause', () => {
    const services = ['a', 'b', 'c', 'd'];
    const scene = fc.record({
      offsets: fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 4, maxLength: 4 }),
      causes: fc.array(fc.record({ from: fc.nat(3), to: fc.nat(3), at: fc.nat(60_000), took: fc.nat(500) }), {
        maxLength: 30,
      }),
    });
    fc.assert(
      fc.property(scene, ({ offsets, causes }) => {
        const told = (index: number, at: number): [string, number] => [
          services[index] ?? '',
          at + (offsets[index] ?? 0),
        ];
        const pairs = causes.map(({ from, to, at, took }) => pair(told(from, at), told(to, at + took)));
        const ahead = new Map(measureClocks(pairs).map(({ service, aheadMs }) => [service, aheadMs]));
        const corrected = ({ service, ms }: Pair['before']) => ms - (ahead.get(service) ?? 0);
        for (const { before, after } of pairs) expect(corrected(after)).toBeGreaterThanOrEqual(corrected(before) - 2);
      }),
    );
  });
});
