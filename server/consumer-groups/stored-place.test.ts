import { expect, test } from 'vitest';
import { samplePlace } from './sample-place.ts';
import { packPlaces, unpackPlaces } from './stored-place.ts';

test('what is not read to its end comes back as it was, whatever of it is known', () => {
  const pace = { perSecond: 2.5, errorPerSecond: 0.5, overMs: 60_000 };
  const trend = { direction: 'shrinking', perSecond: -2, closesInMs: 3_500 } as const;
  const unknown = { committed: null, start: null, end: null, stable: null, lag: null, behind: null, lost: null };
  const places = [
    samplePlace({ partition: 3, pace, trend, seenAt: 5, clamped: true }),
    samplePlace({ ...unknown, lagMs: null, lagErrorMs: null, lagMsFrom: null, problem: 'No leader' }),
  ];
  expect(unpackPlaces(JSON.parse(JSON.stringify(packPlaces(places))))).toEqual(places);
});

test('what is read to its end has no lag, ends where it was committed, and keeps its pace', () => {
  const [place] = unpackPlaces([[7, '9007199254740993', 5, '12', [2.5, 0.5, 60_000]]]);
  expect(place).toMatchObject({
    ...{ partition: 7, committed: '9007199254740993', end: '9007199254740993', stable: '9007199254740993', seenAt: 5 },
    ...{ start: '12', lag: '0', lagMs: 0, behind: '0', lost: '0', verdict: 'ok', problem: null },
    pace: { perSecond: 2.5, errorPerSecond: 0.5, overMs: 60_000 },
  });
});
