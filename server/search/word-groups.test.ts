import { expect, test } from 'vitest';
import { WordGroups } from './word-groups.ts';

const noon = Date.UTC(2026, 10, 28, 12);
const at = (offset: number, tsMs = noon) => ({ offset: BigInt(offset), tsMs });

test('records without words make no group', () => {
  const groups = new WordGroups();
  groups.add(1, 0, at(0), new Set());
  expect(groups.all()).toEqual([]);
});

test('records of a day stand together, whatever their partitions; those of the next day apart', () => {
  const groups = new WordGroups();
  groups.add(1, 0, at(7), new Set(['pizza']));
  groups.add(1, 0, at(9, noon + 5), new Set(['pizza', 'sole']));
  groups.add(2, 3, at(4), new Set(['closed']));
  groups.add(2, 3, at(5, noon + 86_400_000), new Set(['closed']));
  const stretch = (topic: number, partition: number, first: bigint, last: bigint) => ({
    topic,
    partition,
    first,
    last,
  });
  expect(groups.all().map(({ tsMs, stretches, words }) => ({ tsMs, stretches, words: [...words] }))).toEqual([
    { tsMs: noon + 5, stretches: [stretch(1, 0, 7n, 9n), stretch(2, 3, 4n, 4n)], words: ['pizza', 'sole', 'closed'] },
    { tsMs: noon + 86_400_000, stretches: [stretch(2, 3, 5n, 5n)], words: ['closed'] },
  ]);
});

test('a group is full by records, by bytes of words and by stretches', () => {
  const sizes = (add: (groups: WordGroups, i: number) => void) => {
    const groups = new WordGroups();
    for (let i = 0; i < 300; i += 1) add(groups, i);
    return groups.all().map(({ records }) => records);
  };
  expect(sizes((groups, i) => groups.add(1, 0, at(i), new Set(['same'])))).toEqual([200, 100]);
  expect(sizes((groups, i) => groups.add(1, i % 2, at(i), new Set(['same'])))).toEqual([64, 64, 64, 64, 44]);
  const long = 'x'.repeat(64 * 1024);
  expect(sizes((groups, i) => groups.add(1, 0, at(i), new Set([`${long}${i}`])))).toHaveLength(75);
});
