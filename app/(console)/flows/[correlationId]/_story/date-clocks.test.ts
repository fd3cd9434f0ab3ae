import { expect, test } from 'vitest';
import { dateClocks } from './date-clocks.ts';

test('what is no time of a day stays as it is told', () => {
  expect(dateClocks('It ended at 25:99:00 UTC, said c-12:00.', '2026-11-24T12:04:10.100Z')).toBe(
    'It ended at 25:99:00 UTC, said c-12:00.',
  );
});

test('times become moments of the day on which the flow began, and after midnight of the next one', () => {
  expect(dateClocks('At 23:59:58 UTC it began. By 00:00:04 UTC it was over.', '2026-11-24T23:59:58.500Z')).toBe(
    'At 2026-11-24T23:59:58.000Z it began. By 2026-11-25T00:00:04.000Z it was over.',
  );
});
