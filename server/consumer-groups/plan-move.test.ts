import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResetTarget } from '#schemas/api/group-reset.ts';
import { planMove, type ResetPlace } from './plan-move.ts';

const place = (more: Partial<ResetPlace> = {}): ResetPlace => ({
  topic: 'payments',
  partition: 3,
  committed: 60n,
  logStart: 40n,
  logEnd: 100n,
  ...more,
});

describe('what cannot be planned is a problem of its own', () => {
  test('there is nothing to shift from where nothing is committed', () => {
    expect(planMove(place({ committed: null }), { shift: -5 }, null)).toEqual({
      problem: expect.stringContaining('Nothing is committed'),
    });
  });

  test('a time of which the broker says nothing', () => {
    expect(planMove(place(), { timestamp: '2026-11-28T12:00:00Z' }, null)).toHaveProperty('problem');
  });
});

// Three kinds of reset that all acted like "latest" would pass a test that looks at one of them.
test.each<[string, ResetTarget, bigint | null, object]>([
  ['earliest', 'earliest', null, { to: 40n, readAgain: 20n, skipped: 0n, note: null }],
  ['latest', 'latest', null, { to: 100n, readAgain: 0n, skipped: 40n, note: null }],
  ['an offset behind', { offset: '45' }, null, { to: 45n, readAgain: 15n, skipped: 0n, note: null }],
  ['an offset ahead', { offset: 99 }, null, { to: 99n, readAgain: 0n, skipped: 39n, note: null }],
  ['its own offset', { offset: 60 }, null, { to: 60n, readAgain: 0n, skipped: 0n, note: null }],
  ['a shift back', { shift: -10 }, null, { to: 50n, readAgain: 10n, skipped: 0n, note: null }],
  ['a shift on', { shift: '10' }, null, { to: 70n, readAgain: 0n, skipped: 10n, note: null }],
  ['a time', { timestamp: '2026-11-28T12:00:00Z' }, 52n, { to: 52n, readAgain: 8n, skipped: 0n, note: null }],
])('%s goes where it says', (_, target, atTime, wanted) => {
  expect(planMove(place(), target, atTime)).toMatchObject({ from: 60n, ...wanted });
});

test.each<[string, ResetTarget, bigint | null, bigint, RegExp]>([
  ['a deleted offset', { offset: 7 }, null, 40n, /7 is deleted by now/],
  ['an offset to come', { offset: 1_000 }, null, 100n, /1000 is not written yet/],
  ['a shift before the first record', { shift: -500 }, null, 40n, /before the first record/],
  ['a time after all records', { timestamp: '2030-01-01T00:00:00Z' }, 100n, 100n, /no record is that young/],
  ['a time before all that is kept', { timestamp: '2000-01-01T00:00:00Z' }, 40n, 40n, /oldest record that is kept/],
])('%s stays within the log, and says so', (_, target, atTime, to, note) => {
  expect(planMove(place(), target, atTime)).toMatchObject({ to, note: expect.stringMatching(note) });
});

test('without a commit nobody knows what is skipped', () => {
  expect(planMove(place({ committed: null }), 'latest', null)).toMatchObject({ skipped: null, readAgain: null });
});

test('what retention took before it was read is neither skipped nor read again', () => {
  expect(planMove(place({ committed: 10n }), 'earliest', null)).toMatchObject({ skipped: 0n, readAgain: 0n });
  expect(planMove(place({ committed: 10n }), 'latest', null)).toMatchObject({ skipped: 60n, readAgain: 0n });
});

test('a commit beyond the end of a topic made anew reads nothing twice that is not there', () => {
  expect(planMove(place({ committed: 500n, logStart: 0n }), 'earliest', null)).toMatchObject({ readAgain: 100n });
});

const offsets = fc.bigInt({ min: 0n, max: 2n ** 62n });
const targets: fc.Arbitrary<ResetTarget> = fc.oneof(
  fc.constantFrom('earliest' as const, 'latest' as const),
  fc.record({ offset: offsets.map(String) }),
  fc.record({ shift: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(String) }),
);

test('whatever is asked, it ends within the log, and never both skips and reads again', () => {
  const any = fc.record({ committed: offsets, a: offsets, b: offsets, target: targets });
  fc.assert(
    fc.property(any, ({ committed, a, b, target }) => {
      const [logStart, logEnd] = a < b ? [a, b] : [b, a];
      const planned = planMove(place({ committed, logStart, logEnd }), target, null);
      if ('problem' in planned) throw new Error(planned.problem);
      expect(planned.to >= logStart && planned.to <= logEnd).toBe(true);
      const { skipped, readAgain } = planned;
      expect(skipped === 0n || readAgain === 0n).toBe(true);
      expect((skipped ?? 0n) + (readAgain ?? 0n) <= logEnd - logStart).toBe(true);
    }),
  );
});
