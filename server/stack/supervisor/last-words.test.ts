import { expect, test } from 'vitest';
import { lastWords } from './last-words.ts';

test('of a JSON line only the message and the reason are shown', () => {
  const line = JSON.stringify({
    level: 'error',
    msg: 'cannot start',
    err: { message: 'no table', stack: 'at x' },
    pid: 4,
  });
  expect(lastWords([line])).toBe('\n    error: cannot start: no table');
});

test('other lines, and JSON that is none of ours, are shown as they are', () => {
  expect(lastWords(['panic at 4', '', '{"a":1}', '{half'])).toBe('\n    panic at 4\n    {"a":1}\n    {half');
});
