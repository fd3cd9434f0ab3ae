import { expect, test } from 'vitest';
import { arrayOf, packDead, packMarks, unpackDead, unpackMarks } from './flow-marks.ts';

const back = (text: string) => text.slice(1, -1).split(',').filter(Boolean);

test('marks come back as they were, with the smaller number for the earlier time', () => {
  const marks = new Map([
    [7, 1_795_000_000_123],
    [2_097_151, 0],
  ]);
  expect(unpackMarks(back(packMarks(marks)))).toEqual(marks);
  const [early = '', late = ''] = [1_000, 2_000].map((ms) => back(packMarks(new Map([[7, ms]])))[0]);
  expect(BigInt(early)).toBeLessThan(BigInt(late));
  expect(packMarks(new Map())).toBe('{}');
});

test('a time or number that has no room does harm to no other', () => {
  expect(unpackMarks(back(packMarks(new Map([[5, -1]]))))).toEqual(new Map([[5, 0]]));
  expect(unpackMarks(back(packMarks(new Map([[5, 1e18]])))).has(5)).toBe(true);
  expect(packMarks(new Map([[2 ** 22, 1]]))).toBe('{}');
});

test('a dead letter is known by its topic and type', () => {
  const dead = packDead(90_000, 2_000_000_000);
  expect(unpackDead(back(arrayOf([dead]))[0] ?? '')).toEqual({ topic: 90_000, type: 2_000_000_000 });
});
