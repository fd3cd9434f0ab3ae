import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './group-cursor.ts';

test('what is no cursor, or one of another order, is refused in plain words', () => {
  for (const text of ['', 'x', writeCursor(['a']), writeCursor([1, 2, 3, 4]), writeCursor(['a', 1])]) {
    expect(() => readCursor(text, 3)).toThrow('not one that this list gave out');
  }
});

test('gives back what it was made of, whatever the name of the group', () => {
  const values = ['größer \u0000 "als"', 7];
  expect(readCursor(writeCursor(values), 2)).toEqual(values);
});
