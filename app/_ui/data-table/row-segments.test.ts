import { expect, test } from 'vitest';
import { rowSegments } from './row-segments.ts';

test('given no rows, nothing stands in the table', () => {
  expect(rowSegments([], 0, 32)).toEqual([]);
});

test('given a window in the middle, gaps before and after keep the full height', () => {
  expect(rowSegments([3, 4], 10, 32)).toEqual([
    { kind: 'gap', before: 3, height: 96 },
    { kind: 'row', index: 3 },
    { kind: 'row', index: 4 },
    { kind: 'gap', before: 10, height: 160 },
  ]);
});

test('given a focused row far away, it stays with gaps round it', () => {
  expect(rowSegments([0, 5], 6, 10)).toEqual([
    { kind: 'row', index: 0 },
    { kind: 'gap', before: 5, height: 40 },
    { kind: 'row', index: 5 },
  ]);
});
