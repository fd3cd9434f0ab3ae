import { expect, test } from 'vitest';
import { formatCount, formatNoun } from './format-count.ts';

test('given more digits than a number holds, none is lost', () => {
  expect(formatCount('9223372036854775807')).toBe('9,223,372,036,854,775,807');
});

test('one is one', () => {
  expect(formatNoun(1, 'flow')).toBe('1 flow');
  expect(formatNoun(1204, 'flow')).toBe('1,204 flows');
});
