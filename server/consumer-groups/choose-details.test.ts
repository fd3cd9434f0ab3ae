import { expect, test } from 'vitest';
import { chooseDetails } from './choose-details.ts';

/** The worst first: a giant, and small ones behind it. */
const groups = [{ id: 1, topics: 10, partitions: 1_000 }, ...[2, 3, 4].map((id) => ({ id, topics: 1, partitions: 4 }))];

const chosen = (most: number) => {
  const { groups: byGroup, topics, partitions } = chooseDetails(groups, most);
  return { groups: [...byGroup], topics: [...topics], partitions: [...partitions] };
};

test.each([
  ['all, where all fits', 10_000, { groups: [1, 2, 3, 4], topics: [1, 2, 3, 4], partitions: [1, 2, 3, 4] }],
  [
    'small ones in detail, where a giant does not fit',
    300,
    { groups: [1, 2, 3, 4], topics: [1, 2, 3, 4], partitions: [2, 3, 4] },
  ],
  ['the worst first', 40, { groups: [1, 2, 3], topics: [2, 3], partitions: [] }],
  ['nothing', 0, { groups: [], topics: [], partitions: [] }],
])('%s', (_, most, told) => {
  expect(chosen(most)).toEqual(told);
});

test('never more series than allowed', () => {
  for (let most = 0; most < 10_000; most += 37) {
    const { groups: byGroup, topics, partitions } = chosen(most);
    const sizeOf = (ids: number[], of: 'topics' | 'partitions') =>
      groups.filter(({ id }) => ids.includes(id)).reduce((sum, group) => sum + group[of], 0);
    const series = byGroup.length * 6 + sizeOf(topics, 'topics') * 5 + sizeOf(partitions, 'partitions') * 9;
    expect(series).toBeLessThanOrEqual(most);
  }
});
