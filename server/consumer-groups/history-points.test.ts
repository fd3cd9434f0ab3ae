import { describe, expect, test } from 'vitest';
import { type HistoryRow, historyPoints } from './history-points.ts';
import type { HistorySteps } from './history-steps.ts';

const steps: HistorySteps = { fromMs: 0, toMs: 60_000, stepMs: 10_000, resolution: 'sample', holdsMs: 720_000 };
const beats = (...seconds: number[]) => seconds.map((second) => ({ atMs: second * 1_000, everyMs: 5_000 }));
const always = beats(0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55);
const row = (second: number, values: Partial<HistoryRow> = {}): HistoryRow => ({
  ...{ atMs: second * 1_000, topic: 1, lag: 7, lagMs: 70, lagErrorMs: 1, members: 2, verdict: 'ok' },
  ...values,
});

describe('points of a history', () => {
  test('where nobody sampled there is a gap, not the value from before', () => {
    const points = historyPoints([row(1)], beats(0, 5, 10, 45, 50, 55), steps);
    expect(points.map(({ lag }) => lag)).toEqual([7, 7, null, null, 7, 7]);
  });

  test('a group that could not be asked is a gap of its own', () => {
    const points = historyPoints([row(1), row(21, { lag: null, lagMs: null, verdict: null })], always, steps);
    expect(points.map(({ lag }) => lag)).toEqual([7, 7, null, null, null, null]);
  });

  test('a row holds only so long', () => {
    const points = historyPoints([row(1)], always, { ...steps, holdsMs: 25_000 });
    expect(points.map(({ lag }) => lag)).toEqual([7, 7, 7, null, null, null]);
  });

  test('a step tells its worst: a dip hides nothing', () => {
    const rows = [row(11, { lag: 90, lagMs: 900, verdict: 'warn' }), row(16, { lag: 1, lagMs: 2 })];
    expect(historyPoints(rows, always, steps)[1]).toMatchObject({ lag: 90, lagMs: 900, verdict: 'warn' });
    expect(historyPoints(rows, always, steps)[2]).toMatchObject({ lag: 1, lagMs: 2, verdict: 'ok' });
  });

  test('topics add up; seconds and verdict are those of the worst', () => {
    const rows = [row(1), row(2, { topic: 2, lag: 3, lagMs: 500, lagErrorMs: 9, verdict: 'stall' })];
    expect(historyPoints(rows, always, steps)[0]).toMatchObject({
      lag: 10,
      lagMs: 500,
      lagErrorMs: 9,
      verdict: 'stall',
    });
  });

  test('rounds far apart are no gap where they were to be so', () => {
    const points = historyPoints(
      [row(0)],
      [
        { atMs: 0, everyMs: 30_000 },
        { atMs: 31_000, everyMs: 30_000 },
      ],
      steps,
    );
    expect(points.map(({ lag }) => lag)).toEqual([7, 7, 7, 7, null, null]);
  });
});
