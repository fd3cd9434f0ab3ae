import { expect, test } from 'vitest';
import { askedOf } from './chosen-partitions.ts';

const all = ['a', 'b'].flatMap((topic) =>
  [0, 1].map((partition) => ({ topic, partition, committed: '1', logStart: '0', logEnd: '9' })),
);

test('nothing is asked for that is not ticked', () => {
  expect(askedOf(all, new Set())).toEqual({ topics: [], partitions: [] });
  expect(askedOf(all, new Set(['b/1', 'gone/0']))).toEqual({ topics: [], partitions: [{ topic: 'b', partition: 1 }] });
});

test('a topic whose partitions are all ticked goes by its name', () => {
  expect(askedOf(all, new Set(['a/0', 'a/1', 'b/0']))).toEqual({
    topics: ['a'],
    partitions: [{ topic: 'b', partition: 0 }],
  });
});
