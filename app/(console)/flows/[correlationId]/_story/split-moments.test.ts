import { expect, test } from 'vitest';
import { splitMoments } from './split-moments.ts';

test('given no moment, or one that no calendar has, gives the text as it is', () => {
  expect(splitMoments('')).toEqual([]);
  expect(splitMoments('The food is ready.')).toEqual([{ text: 'The food is ready.' }]);
  expect(splitMoments('at 2026-13-45T99:00:00.000Z')).toEqual([{ text: 'at ' }, { text: '2026-13-45T99:00:00.000Z' }]);
});

test('takes every moment out, wherever it stands', () => {
  const moment = '2026-11-24T12:04:31.000Z';
  expect(splitMoments(`${moment} to ${moment}, at most.`)).toEqual([
    { moment },
    { text: ' to ' },
    { moment },
    { text: ', at most.' },
  ]);
});
