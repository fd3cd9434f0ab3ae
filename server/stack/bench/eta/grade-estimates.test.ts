import { expect, test } from 'vitest';
import { gradeEstimates } from './grade-estimates.ts';

test('of no estimate nothing is said', () => {
  expect(gradeEstimates([])).toMatchObject({ n: 0, medianRelativeError: null, withinBar: null, tooSoon: null });
});

test('the error is held against what was, and the bar against the error', () => {
  const estimates = [
    { etaMs: 10_000, etaErrorMs: 2_000, wasMs: 8_000 },
    { etaMs: 10_000, etaErrorMs: 2_000, wasMs: 20_000 },
    { etaMs: 5_000, etaErrorMs: 1_000, wasMs: 6_000 },
  ];
  expect(gradeEstimates(estimates)).toMatchObject({
    n: 3,
    medianRelativeError: 0.25,
    withinBar: 0.667,
    tooSoon: 0.667,
    errorMs: { p50: 2_000, max: 10_000 },
  });
});
