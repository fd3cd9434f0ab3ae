import { expect, test } from 'vitest';
import { refreshEvery } from './refresh-every.ts';
import { isStale } from './stale-round.ts';

const round = { asOf: '2026-11-28T12:00:00.000Z', everyMs: 1_000, tookMs: 100 };
const after = (ms: number) => Date.parse(round.asOf) + ms;

test('a round that is late by a few is not stale yet, one that is late by many is', () => {
  expect(isStale(round, after(5_000))).toBe(false);
  expect(isStale(round, after(14_000))).toBe(true);
  expect(isStale({ ...round, everyMs: 60_000 }, after(150_000))).toBe(false);
});

test('pages read again as often as there is something new, not more than that', () => {
  expect(refreshEvery({ everyMs: 1_000 })).toBe(2_000);
  expect(refreshEvery({ everyMs: 5_000 })).toBe(5_000);
  expect(refreshEvery({ everyMs: 60_000 })).toBe(15_000);
  expect(refreshEvery(null)).toBe(2_000);
});
