import { expect, test } from 'vitest';
import { resolutionWords, writeHistory } from './write-history.ts';

const when = (at: number) => new Date(at).toISOString().slice(11, 16);
const point = (minute: number, lag: number | null, lagMs: number | null = null) => ({
  at: new Date(Date.UTC(2026, 10, 28, 12, minute)).toISOString(),
  lag,
  lagMs,
  lagErrorMs: null,
  members: null,
  verdict: null,
});

test('a time without samples is said to be one', () => {
  expect(writeHistory({ points: [] }, when)).toBe('There is no sample of this time.');
  expect(writeHistory({ points: [point(0, null)] }, when)).toBe('There is no sample of this time.');
});

test('the worst moment, the present one, and what is missing', () => {
  const points = [point(0, 3), point(1, 1204, 50_400), point(2, null), point(3, 7)];
  expect(writeHistory({ points }, when)).toBe(
    'At most 1,204 behind (50 s), at 12:01; lately 7. 1 point of 4 without a sample.',
  );
  expect(writeHistory({ points: [point(0, 0)] }, when)).toBe('Never behind in this time.');
});

test('points say what they are made of', () => {
  expect(resolutionWords({ stepMs: 60_000, resolution: 'minute', points: [point(0, 1), point(1, 1)] })).toBe(
    '2 points of minutes, one every 1 min',
  );
});
