import { describe, expect, test } from 'vitest';
import { mostSlots, SampleSlots } from './sample-slots.ts';

function agesAfter(rounds: number, everyMs: number): number[] {
  const slots = new SampleSlots();
  for (let round = 0; round < rounds; round += 1) slots.take(round * everyMs);
  const nowMs = (rounds - 1) * everyMs;
  return slots.all().map(({ atMs }) => (nowMs - atMs) / 1_000);
}

describe('slots of samples', () => {
  test('while there is room every round is kept', () => {
    expect(agesAfter(5, 1_000)).toEqual([4, 3, 2, 1, 0]);
  });

  test.each([1_000, 3_000, 10_000])('every %i ms: the last rounds and ten minutes back are both there', (everyMs) => {
    const ages = agesAfter(Math.ceil(3_000_000 / everyMs), everyMs);
    expect(ages).toHaveLength(mostSlots);
    expect(ages[0]).toBeGreaterThan(420);
    expect(ages[0]).toBeLessThanOrEqual(660 + everyMs / 1_000);
    expect(ages.at(-1)).toBe(0);
    expect(ages.at(-2)).toBeLessThanOrEqual((2 * everyMs) / 1_000);
    expect(ages.filter((age) => age <= 60).length).toBeGreaterThanOrEqual(4);
  });

  test('every minute: ten minutes are ten samples', () => {
    expect(agesAfter(60, 60_000)).toEqual([660, 600, 540, 480, 420, 360, 300, 240, 180, 120, 60, 0]);
  });

  test('no slot stands for two rounds, and each column is used again', () => {
    const slots = new SampleSlots();
    for (let round = 0; round < 500; round += 1) {
      const taken = slots.take(round * 1_000);
      expect(taken).toBeLessThan(mostSlots);
      const all = slots.all();
      expect(new Set(all.map(({ slot }) => slot)).size).toBe(all.length);
      expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
      expect(all.at(-1)).toEqual({ slot: taken, atMs: round * 1_000 });
    }
  });

  test('goes on with the times that another had', () => {
    const slots = new SampleSlots([1_000, 2_000, 5_000]);
    expect(slots.take(6_000)).toBe(3);
    expect(slots.all().map(({ atMs }) => atMs)).toEqual([1_000, 2_000, 5_000, 6_000]);
  });
});
