import { expect, test } from 'vitest';
import { sampled, sampledBy } from './sampled.ts';
import { trendOf } from './trend-of.ts';

test.each([
  ['unknown of no sample', sampled(), { direction: 'unknown', perSecond: null, closesInMs: null }],
  ['unknown of two samples', sampled([60, 0, 5], [0, 0, 500]), { direction: 'unknown' }],
  ['unknown of many within seconds', sampled([9, 0, 5], [6, 0, 50], [3, 0, 90], [0, 0, 99]), { direction: 'unknown' }],
  [
    'growing',
    sampledBy((second) => [second * 8, second * 10]),
    { direction: 'growing', perSecond: 2, closesInMs: null },
  ],
  [
    'shrinking, with when it ends',
    sampledBy((second) => [second * 11, 600 + second * 10]),
    { direction: 'shrinking', perSecond: -1, closesInMs: 30_000 },
  ],
  [
    'steady when both go on alike',
    sampledBy((second) => [second * 10, 50 + second * 10]),
    { direction: 'steady', perSecond: 0 },
  ],
  [
    'steady when it only goes up and down',
    sampledBy((second) => [second * 10, 50 + second * 10 + (second % 60)]),
    { direction: 'steady', closesInMs: null },
  ],
  ['over when nothing is left', sampledBy((second) => [second < 500 ? second * 2 : 1_140, 1_140]), { closesInMs: 0 }],
  ['steady when nothing ever waited', sampledBy(() => [7, 7]), { direction: 'steady', perSecond: 0, closesInMs: 0 }],
])('is %s', (_, samples, trend) => {
  expect(trendOf(samples)).toMatchObject(trend);
});

test('one dip does not turn it', () => {
  const dipped = sampledBy((second) => [second === 300 ? 2_990 : second * 5, second * 10]);
  expect(trendOf(dipped)).toMatchObject({ direction: 'growing' });
});

test('what a deleted topic of the same name had is forgotten', () => {
  const anew = sampled([500, 0, 90_000], [400, 0, 90_000], [90, 0, 10], [60, 0, 40], [30, 0, 70], [0, 0, 100]);
  expect(trendOf(anew)).toMatchObject({ direction: 'growing', perSecond: 1 });
});
