import { expect, test } from 'vitest';
import { resetWords, undoWords } from './reset-words.ts';

const of = (...topics: string[]) => topics.map((topic) => ({ topic }));

test.each([
  ['earliest', 'Moved one partition of a to the oldest record.'],
  ['latest', 'Moved one partition of a to the end.'],
  [{ offset: '7' }, 'Moved one partition of a to offset 7.'],
  [{ shift: -5 }, 'Moved one partition of a back by 5.'],
  [{ shift: '5' }, 'Moved one partition of a on by 5.'],
  [{ timestamp: '2026-11-28T12:00:00Z' }, 'Moved one partition of a to the first record from 2026-11-28T12:00:00Z on.'],
] as const)('%j is told in words', (to, words) => {
  expect(resetWords(of('a'), to)).toBe(words);
});

test('many topics are not all told by name', () => {
  expect(undoWords(of('a', 'a', 'b', 'c', 'd', 'e'))).toBe(
    'Took 6 partitions of a, b, c and 2 more topics back to where they stood.',
  );
});
