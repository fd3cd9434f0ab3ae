import { expect, test } from 'vitest';
import { writeHeadline } from './write-headline.ts';

const none = { ok: 0, warn: 0, stall: 0, stop: 0, rewind: 0, data_loss: 0, unknown: 0 };

test('before anything is known the page says its name and no number', () => {
  expect(writeHeadline(none)).toBe('Consumer groups');
  expect(writeHeadline({ ...none, unknown: 3 })).toBe('Nothing can be said yet of 3 consumer groups');
});

test('what is wrong comes first, the worst before the rest', () => {
  expect(writeHeadline({ ...none, ok: 11, warn: 1 })).toBe('1 of 12 consumer groups is falling behind');
  expect(writeHeadline({ ...none, ok: 9, warn: 2, stop: 1 })).toBe(
    '3 of 12 consumer groups need you: 1 has stopped, 2 are falling behind',
  );
});

test('those that cannot be judged are told, and do not count as well', () => {
  expect(writeHeadline({ ...none, ok: 12 })).toBe('All 12 consumer groups keep up');
  expect(writeHeadline({ ...none, ok: 1 })).toBe('The one consumer group keeps up');
  expect(writeHeadline({ ...none, ok: 11, unknown: 1 })).toBe('11 of 12 consumer groups keep up, 1 cannot be judged');
  expect(writeHeadline({ ...none, stall: 1, unknown: 2 })).toBe(
    '1 of 3 consumer groups is stalled, 2 cannot be judged',
  );
});
