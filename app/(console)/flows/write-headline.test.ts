import { expect, test } from 'vitest';
import { writeHeadline } from './write-headline.ts';

const exactly = (count: number) => ({ count, exact: true });
const moreThan = (count: number) => ({ count, exact: false });

test('given that nothing is known, no number is made up', () => {
  expect(writeHeadline({ running: null, late: null, stuck: null, failed: null })).toBe('Flows');
});

test('given that failures are not known, it does not say that there are none', () => {
  expect(writeHeadline({ running: exactly(3), late: null, stuck: null, failed: null })).toBe('3 flows on their way');
});

test('given trouble, every kind is named, open ones counted together', () => {
  expect(writeHeadline({ running: exactly(1234), late: exactly(3), stuck: exactly(1), failed: exactly(2) })).toBe(
    '1,238 flows on their way, 3 late, 1 stuck, 2 failed in the last hour',
  );
});

test('given more than anybody counts, it says more than', () => {
  expect(writeHeadline({ running: moreThan(10_000), late: null, stuck: null, failed: moreThan(10_000) })).toBe(
    'More than 10,000 flows on their way, more than 10,000 failed in the last hour',
  );
});

test('given one flow and no failure, it reads as one', () => {
  expect(writeHeadline({ running: exactly(1), late: null, stuck: null, failed: exactly(0) })).toBe(
    '1 flow on its way, none failed in the last hour',
  );
});

test('given rest, it says so', () => {
  expect(writeHeadline({ running: exactly(0), late: null, stuck: null, failed: exactly(4) })).toBe(
    'Nothing is on its way, 4 failed in the last hour',
  );
});
