import { expect, test } from 'vitest';
import { stepTimes } from './step-times.ts';
import { sampleProcess, sightings } from './test-process.ts';

const posted = { ParcelPosted: 1_000 };
const sorted = { ...posted, ParcelSorted: 4_000 };
const times = (before: Record<string, number>, now: Record<string, number>) =>
  stepTimes(sampleProcess(), sightings(before), sightings(now));

test('a step takes from the last that it follows; the first step takes no time', () => {
  expect(times({}, posted)).toEqual([]);
  expect(times({}, { ...sorted, ParcelLoaded: 9_000, ParcelPaid: 6_000, ParcelBrought: 10_000 })).toEqual([
    { step: 'b', tookMs: 3_000, atMs: 4_000 },
    { step: 'c', tookMs: 5_000, atMs: 9_000 },
    { step: 'c2', tookMs: 2_000, atMs: 6_000 },
    { step: 'd', tookMs: 1_000, atMs: 10_000 },
  ]);
});

test('is told once, also when the event that it follows comes after it', () => {
  expect(times(posted, sorted)).toEqual([{ step: 'b', tookMs: 3_000, atMs: 4_000 }]);
  expect(times({ ParcelSorted: 4_000 }, sorted)).toEqual([{ step: 'b', tookMs: 3_000, atMs: 4_000 }]);
  expect(times(sorted, sorted)).toEqual([]);
});

test('clocks that differ make no time less than none', () => {
  expect(times(posted, { ...posted, ParcelSorted: 900 })).toMatchObject([{ tookMs: 0 }]);
});

test('tells how long a branch took to end, and what it undid', () => {
  const lost = { ...sorted, ParcelPaid: 4_500, ParcelMissing: 5_000 };
  const closed = { ...lost, ParcelClosed: 8_000, ParcelRepaid: 9_500 };
  expect(times(lost, closed)).toEqual([
    { step: 'lost', tookMs: 3_000, atMs: 8_000 },
    { step: 'repay', tookMs: 1_500, atMs: 9_500 },
  ]);
});
