import { expect, test } from 'vitest';
import { writeHeadline } from './write-headline.ts';

test('given that nothing is known, no number is made up', () => {
  expect(writeHeadline({ running: null, late: null, stuck: null, failed: null })).toBe('Flows');
});

test('given that failures are not known, it does not say that there are none', () => {
  expect(writeHeadline({ running: 3, late: 0, stuck: 0, failed: null })).toBe('3 flows on their way');
});

test('given trouble, every kind is named, open ones counted together', () => {
  expect(writeHeadline({ running: 1234, late: 3, stuck: 1, failed: 2 })).toBe(
    '1,238 flows on their way, 3 late, 1 stuck, 2 failed in the last hour',
  );
});

test('given one flow and no failure, it reads as one', () => {
  expect(writeHeadline({ running: 1, late: 0, stuck: 0, failed: 0 })).toBe(
    '1 flow on its way, none failed in the last hour',
  );
});

test('given rest, it says so', () => {
  expect(writeHeadline({ running: 0, late: 0, stuck: 0, failed: 4 })).toBe(
    'Nothing is on its way, 4 failed in the last hour',
  );
});
