import { describe, expect, test } from 'vitest';
import { etaOf } from './eta-of.ts';
import { samplePlace } from './sample-places.ts';

const pace = (perSecond: number, errorPerSecond: number) => ({ perSecond, errorPerSecond, overMs: 60_000 });

test.each([
  ['without a pace', null],
  ['of a group that stands', pace(0, 0)],
  ['of a group that was set back', pace(-3, 1)],
  ['of a pace that is no number', pace(Number.NaN, 0)],
])('nothing is known %s', (_, given) => {
  expect(etaOf(100n, samplePlace({ pace: given }), 0)).toBeNull();
});

test.each<[string, bigint, [number, number], number, object]>([
  ['the next one is reached at once', 0n, [10, 1], 0, { etaMs: 0, etaErrorMs: 1_000 }],
  ['time since the offsets were read counts', 240n, [24, 3], 4_000, { etaMs: 6_000, etaErrorMs: 4_333 }],
  ['what should have been reached by now is reached now', 24n, [24, 0], 9_000, { etaMs: 0, etaErrorMs: 1_000 }],
  ['a clock that goes ahead adds nothing', 240n, [24, 0], -9_000, { etaMs: 10_000, etaErrorMs: 1_000 }],
  ['a pace that may be none: as long again', 240n, [24, 24], 0, { etaMs: 10_000, etaErrorMs: 11_000 }],
  ['far behind, the error grows with the wait', 240_000n, [24, 2], 0, { etaMs: 10_000_000, etaErrorMs: 2_001_000 }],
])('%s', (_, ahead, [perSecond, error], agoMs, expected) => {
  expect(etaOf(ahead, samplePlace({ pace: pace(perSecond, error) }), agoMs)).toEqual(expected);
});

describe('a member that reads several partitions', () => {
  const member = { memberId: 'm-1', clientId: 'drivers-1', host: '/10.0.0.7' };
  // 110 wait in its own partition, few in the second, many in the third.
  const given = samplePlace({ pace: pace(4, 1), owner: { ...member, pace: pace(12, 0), lags: [110, 4, 300] } });

  test('takes them in turns: as much of each as is ahead, or all there is', () => {
    expect(etaOf(10n, given, 0)).toEqual({ etaMs: 2_000, etaErrorMs: 1_292 });
    expect(etaOf(2n, given, 0)).toEqual({ etaMs: 500, etaErrorMs: 1_083 });
  });

  test('tells of a partition whose own pace is not known yet', () => {
    expect(etaOf(10n, { ...given, pace: null }, 0)).toEqual({ etaMs: 2_000, etaErrorMs: 1_292 });
  });

  test('says nothing of a partition that stands while it reads the others', () => {
    expect(etaOf(10n, { ...given, pace: pace(0, 0) }, 0)).toBeNull();
  });

  test('without a pace of its own goes by that of the partition', () => {
    expect(etaOf(12n, { ...given, owner: { ...member, pace: null, lags: [110, 4] } }, 0)?.etaMs).toBe(3_000);
  });
});
