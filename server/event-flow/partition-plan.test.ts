import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  missingRanges,
  partitionName,
  rangeOfName,
  rangesToDrop,
  stepHoursFor,
  type TimeRange,
} from './partition-plan.ts';
import { futureMs } from './record-time.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 24, 18, 10);
const today = Date.UTC(2026, 10, 24);
const hours = ({ fromMs, toMs }: TimeRange) => [(fromMs - today) / hour, (toMs - today) / hour];

describe('partitions to make', () => {
  test('on an empty store: whole days gone, and today in the step given', () => {
    expect(missingRanges([], now, 2 * day, 6).map(hours)).toEqual([
      [-48, -24],
      [-24, 0],
      [0, 6],
      [6, 12],
      [12, 18],
      [18, 24],
    ]);
  });

  test('cover the hour to come across midnight', () => {
    const evening = today + 23.2 * hour;
    const ranges = missingRanges([], evening, 0, 24).map(hours);
    expect(ranges).toEqual([
      [0, 24],
      [24, 48],
    ]);
  });

  test('fit between those there are, whatever their bounds', () => {
    const existing = [
      { fromMs: today - day, toMs: today + 5 * hour },
      { fromMs: today + 17 * hour, toMs: today + 24 * hour },
    ];
    expect(missingRanges(existing, now, day, 6).map(hours)).toEqual([
      [5, 6],
      [6, 12],
      [12, 17],
    ]);
  });

  test('after any steps and clock jumps, never overlap, never leave a moment out', () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: -30, max: 60 }), fc.constantFrom(1, 6, 24), fc.integer({ min: 0, max: 7 })),
    );
    fc.assert(
      fc.property(moves, (steps) => {
        let at = now;
        const existing: TimeRange[] = [];
        for (const [jump, step, past] of steps) {
          at += jump * hour;
          existing.push(...missingRanges(existing, at, past * day, step));
          const sorted = existing.toSorted((a, b) => a.fromMs - b.fromMs);
          sorted.slice(1).forEach((range, index) => {
            expect(range.fromMs).toBeGreaterThanOrEqual(sorted[index]?.toMs ?? 0);
          });
          for (const moment of [at - past * day, at, at + futureMs]) {
            expect(sorted.filter(({ fromMs, toMs }) => fromMs <= moment && moment < toMs)).toHaveLength(1);
          }
        }
      }),
    );
  });

  test('are shorter where a day would be too large a piece of what is kept', () => {
    expect(stepHoursFor(null, 10e9)).toBe(6);
    expect(stepHoursFor(10e6, 10e9)).toBe(24);
    expect(stepHoursFor(100e6, 10e9)).toBe(6);
    expect(stepHoursFor(1e9, 10e9)).toBe(1);
    expect(stepHoursFor(100e9, 10e9)).toBe(1);
  });

  test('have names that tell their range, and no other name does', () => {
    const range = { fromMs: today + 6 * hour, toMs: today + 12 * hour };
    expect(partitionName('event', range)).toBe('event_2026112406_6');
    expect(rangeOfName('event', 'event_2026112406_6')).toEqual(range);
    expect(rangeOfName('event', 'event_correlation')).toBeNull();
    expect(rangeOfName('ref', 'event_2026112406_6')).toBeNull();
  });
});

describe('what retention drops', () => {
  const range = (daysAgo: number, bytes: number) => ({
    fromMs: today - daysAgo * day,
    toMs: today - (daysAgo - 1) * day,
    bytes,
  });
  const MB = 1024 * 1024;
  const dropped = (limit: number, ...ranges: ReturnType<typeof range>[]) =>
    rangesToDrop(ranges, now, 3 * day, limit).map(({ fromMs }) => (today - fromMs) / day);

  test('by age: what ended before, also when empty; never one that still holds younger rows', () => {
    expect(dropped(1e12, range(0, MB), range(3, MB), range(4, MB), range(5, 0))).toEqual([5, 4]);
  });

  test('by bytes: the oldest first, until the rest fits', () => {
    expect(dropped(25 * MB, range(0, 10 * MB), range(1, 10 * MB), range(2, 10 * MB), range(3, 10 * MB))).toEqual([
      3, 2,
    ]);
  });

  test('by bytes: not what is written now, nor what holds nothing', () => {
    expect(dropped(MB, range(0, 50 * MB), range(1, MB / 4), range(-1, 0))).toEqual([]);
  });

  test('whichever comes first', () => {
    expect(dropped(15 * MB, range(0, 10 * MB), range(1, 10 * MB), range(6, 10 * MB))).toEqual([6, 1]);
  });
});
