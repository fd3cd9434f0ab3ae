import { expect, test } from 'vitest';
import { samplePlace } from './sample-place.ts';
import { isReadPlace, unpackPlaces } from './stored-place.ts';

test('what is not read to its end stands as it is', () => {
  const place = samplePlace({ partition: 3 });
  expect(isReadPlace(place)).toBe(false);
  expect(unpackPlaces([place])).toEqual([place]);
});

test('what is read to its end has no lag, ends where it was committed, and keeps its pace', () => {
  const [place] = unpackPlaces([[7, '9007199254740993', 5, '12', [2.5, 0.5, 60_000]]]);
  expect(place).toMatchObject({
    ...{ partition: 7, committed: '9007199254740993', end: '9007199254740993', stable: '9007199254740993', seenAt: 5 },
    ...{ start: '12', lag: '0', lagMs: 0, behind: '0', lost: '0', verdict: 'ok', problem: null },
    pace: { perSecond: 2.5, errorPerSecond: 0.5, overMs: 60_000 },
  });
});
