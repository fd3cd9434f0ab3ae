import { expect, test } from 'vitest';
import { chartSeries } from './chart-series.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, second)).toISOString();
const point = (second: number, lag: number | null, lagMs: number | null = lag) => ({
  at: at(second),
  lag,
  lagMs,
  lagErrorMs: lagMs === null ? null : 500,
  members: 1,
  verdict: 'ok' as const,
});

test('a moment without a sample stays one: no value, no band', () => {
  expect(chartSeries([point(0, null)])).toMatchObject([{ lag: null, lagSeconds: null, band: null, isLagAlone: false }]);
});

test('a sample between two gaps is marked, or no line would show it', () => {
  const series = chartSeries([point(0, 1), point(1, null), point(2, 3), point(3, null), point(4, 5), point(5, 6)]);
  expect(series.map(({ isLagAlone }) => isLagAlone)).toEqual([true, false, true, false, false, false]);
});

test('time is in seconds within its error, and never less than nothing', () => {
  expect(chartSeries([point(0, 9, 300)])).toMatchObject([{ lagSeconds: 0.3, band: [0, 0.8] }]);
});
