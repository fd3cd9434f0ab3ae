import { expect, test } from 'vitest';
import { etaOf } from './eta-of.ts';

const pace = (perSecond: number, errorPerSecond: number) => ({ perSecond, errorPerSecond, overMs: 60_000 });

test.each([
  ['without a pace', null],
  ['of a group that stands', pace(0, 0)],
  ['of a group that was set back', pace(-3, 1)],
  ['of a pace that is no number', pace(Number.NaN, 0)],
])('nothing is known %s', (_, given) => {
  expect(etaOf(100n, given, 0)).toBeNull();
});

test.each<[string, bigint, [number, number], number, object]>([
  ['the next one is reached at once', 0n, [10, 1], 0, { etaMs: 0, etaErrorMs: 1_000 }],
  ['time since the offsets were read counts', 240n, [24, 3], 4_000, { etaMs: 6_000, etaErrorMs: 4_333 }],
  ['what should have been reached by now is reached now', 24n, [24, 0], 9_000, { etaMs: 0, etaErrorMs: 1_000 }],
  ['a clock that goes ahead adds nothing', 240n, [24, 0], -9_000, { etaMs: 10_000, etaErrorMs: 1_000 }],
  ['a pace that may be none: as long again', 240n, [24, 24], 0, { etaMs: 10_000, etaErrorMs: 11_000 }],
  ['far behind, the error grows with the wait', 240_000n, [24, 2], 0, { etaMs: 10_000_000, etaErrorMs: 2_001_000 }],
])('%s', (_, ahead, [perSecond, error], agoMs, expected) => {
  expect(etaOf(ahead, pace(perSecond, error), agoMs)).toEqual(expected);
});
