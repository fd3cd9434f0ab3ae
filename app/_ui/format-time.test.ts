import { expect, test } from 'vitest';
import { formatAbsolute, formatClock, formatDate } from './format-time.ts';

const at = Date.parse('2026-11-24T23:59:07.412Z');

test('given UTC, the moment is told whole with its zone', () => {
  expect(formatAbsolute(at, 'utc')).toBe('24 Nov 2026, 23:59:07.412 UTC');
});

test('given midnight, the clock begins at 00', () => {
  expect(formatClock(Date.parse('2026-11-24T00:00:00.000Z'), 'utc')).toBe('00:00:00');
});

test('milliseconds stand only where asked for', () => {
  expect(formatClock(at, 'utc')).toBe('23:59:07');
  expect(formatClock(at, 'utc', { ms: true })).toBe('23:59:07.412');
});

test('the date is short and says the year', () => {
  expect(formatDate(at, 'utc')).toBe('24 Nov 2026');
});
