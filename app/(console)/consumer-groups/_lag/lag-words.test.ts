import { expect, test } from 'vitest';
import { errorText, lagText, lagTime, paceText, trendText } from './lag-words.ts';

const lag = { lag: '1204', lagMs: 50_400, lagErrorMs: 15_000, lagMsFrom: 'records' as const };

test('what is not known is said to be unknown, never 0 and never caught up', () => {
  expect(lagText({ lag: null })).toBe('unknown');
  expect(lagTime({ lag: null, lagMs: null, lagErrorMs: null, lagMsFrom: null }).text).toBe('unknown');
  expect(lagTime({ lag: '7', lagMs: null, lagErrorMs: null, lagMsFrom: null }).text).toBe('unknown');
  expect(trendText({ direction: 'unknown', perSecond: null, closesInMs: null })).toBeNull();
});

test('an idle topic is caught up; so is a lag that is made of no records, and that is said', () => {
  expect(lagTime({ lag: '0', lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records' })).toMatchObject({ text: 'caught up' });
  const marks = lagTime({ lag: '1', lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records' });
  expect(marks.text).toBe('caught up');
  expect(marks.how).toContain('no record');
});

test('time comes with its error and with how it was obtained', () => {
  expect(lagTime(lag)).toMatchObject({ text: '50 s', error: '15 s' });
  expect(lagTime({ ...lag, lagErrorMs: 400 }).error).toBeNull();
  expect(lagTime({ ...lag, lagMs: 999 }).text).toBe('< 1 s');
  const guessed = lagTime({ ...lag, lagMsFrom: 'samples' });
  expect(guessed.text).toBe('≈ 50 s');
  expect(guessed.how).toContain('Guessed');
});

test('a trend says where it leads', () => {
  expect(trendText({ direction: 'growing', perSecond: 24.4, closesInMs: null })).toBe('growing 24 a second');
  expect(trendText({ direction: 'shrinking', perSecond: -10, closesInMs: 125_000 })).toBe('caught up in 2 min 05 s');
  expect(trendText({ direction: 'shrinking', perSecond: -10, closesInMs: null })).toBe('shrinking');
  expect(trendText({ direction: 'steady', perSecond: 0, closesInMs: null })).toBe('steady');
});

test('a slow pace is told by the minute or the hour', () => {
  expect(paceText(0.25)).toBe('15 a minute');
  expect(paceText(0.001)).toBe('3.6 an hour');
  expect(paceText(-2.34)).toBe('2.3 a second');
});

test('an error has one unit and is never rounded down', () => {
  expect([1_200, 60_000, 61_000, 3_700_000].map(errorText)).toEqual(['2 s', '60 s', '2 min', '2 h']);
});
