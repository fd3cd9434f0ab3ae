import { expect, test } from 'vitest';
import { describeLive } from './describe-live.ts';

const clock = (at: number) => new Date(at).toISOString().slice(11, 19);

test('given a collector that is not heard from, says since when, as broken', () => {
  const words = describeLive(
    { state: 'stale', behindMs: null, staleSince: Date.parse('2026-11-24T12:21:07Z'), trouble: null },
    clock,
  );
  expect(words).toMatchObject({ tone: 'broken', word: 'stale since 12:21:07', detail: null });
});

test('given a collector never heard from, makes no time up', () => {
  expect(describeLive({ state: 'stale', behindMs: null, staleSince: null, trouble: null }, clock).word).toBe('stale');
});

test('given a lag that is not known, is live without a number', () => {
  expect(describeLive({ state: 'live', behindMs: null, staleSince: null, trouble: null }, clock)).toMatchObject({
    tone: 'ok',
    detail: null,
  });
});

test.each([
  [0, 'ok', '0.0 s behind'],
  [180, 'ok', '0.2 s behind'],
  [9_950, 'ok', '10.0 s behind'],
  [10_000, 'late', '10 s behind'],
  [372_000, 'late', '6 min 12 s behind'],
])('given %d ms of lag, is %s: %s', (behindMs, tone, detail) => {
  expect(describeLive({ state: 'live', behindMs, staleSince: null, trouble: null }, clock)).toMatchObject({
    tone,
    detail,
  });
});
