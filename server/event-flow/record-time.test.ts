import { describe, expect, test } from 'vitest';
import { recordProblems } from './record-problems.ts';
import { futureMs, recordTimes } from './record-time.ts';

const now = Date.UTC(2026, 10, 24, 12);
const day = 86_400_000;
const times = (timestamp: bigint, own: string | number | null = null) => recordTimes(timestamp, own, now, 7 * day);

describe('the time a record is filed under', () => {
  test.each([-1n, -(2n ** 63n), 2n ** 63n - 1n, 0n, BigInt(now + futureMs + 1)])(
    'is now where the record’s clock says %s, and that is told',
    (timestamp) => {
      expect(times(timestamp)).toEqual({ tsMs: now, eventMs: now, flags: recordProblems.implausibleTimestamp });
    },
  );

  test('is never more than a week ago, although an old record is shown with its own time', () => {
    const old = now - 20 * day;
    expect(times(BigInt(old))).toEqual({ tsMs: now - 7 * day, eventMs: old, flags: 0 });
  });

  test('may be a little ahead', () => {
    expect(times(BigInt(now + 60_000)).tsMs).toBe(now + 60_000);
  });
});

describe('the time that is shown', () => {
  const timestamp = BigInt(now);

  test.each(['9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '0000-01-01', 8.64e15, -1])(
    'is the record’s where the event claims %s',
    (own) => {
      expect(times(timestamp, own)).toMatchObject({ eventMs: now, flags: recordProblems.implausibleEventTime });
    },
  );

  const noTimes = [
    'yesterday',
    '',
    '2026-99-99',
    '\0',
    'x'.repeat(10_000),
    '-271821-04-20T00:00:00Z',
    '24 Nov 2026 12:00',
  ];
  test.each([...noTimes, Number.NaN, Number.POSITIVE_INFINITY])(
    'is the record’s where the event says something that is no time (%s)',
    (own) => {
      expect(times(timestamp, own)).toMatchObject({ eventMs: now, flags: recordProblems.badEventTime });
    },
  );

  test.each([
    ['2026-11-24T11:59:00.250Z', now - 59_750],
    ['2026-11-24T12:59:00+01:00', now - 60_000],
    ['2026-11-24T17:29:00.5+0530', now - 59_500],
    ['2026-11-24 11:59:00,123456789', now - 59_877],
    ['2026-11-24T11:58:60Z', now - 61_000],
    ['2026-11-24', now - 12 * 3_600_000],
    [now - 1, now - 1],
    [String(now - 1), now - 1],
    [(now - 1000) / 1000, now - 1000],
  ])('is the event’s own, however it writes it (%s)', (own, expected) => {
    expect(times(timestamp, own)).toMatchObject({ eventMs: expected, flags: recordProblems.ownTime });
  });
});
