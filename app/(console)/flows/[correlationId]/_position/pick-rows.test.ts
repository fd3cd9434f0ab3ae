import { expect, test } from 'vitest';
import { samplePosition } from '#server/platform/testing/index.ts';
import { pickRows } from './pick-rows.ts';

const positions = [
  samplePosition({ record: 'a/0/9', state: 'waiting' }),
  ...Array.from({ length: 20 }, (_, at) => samplePosition({ record: `a/0/${at}`, state: 'processed' })),
];
const shown = (selected: string | null, all = false) => {
  const { rows, hidden } = pickRows(positions, selected, all);
  return { records: rows.map(({ record }) => record.slice(4)).join(' '), hidden };
};

test('what is open, what is selected, and the newest of the rest, in their order', () => {
  expect(shown(null)).toEqual({ records: '9 0 1 2 3 4 5 6', hidden: 13 });
  expect(shown('a/0/19')).toEqual({ records: '9 0 1 2 3 4 5 19', hidden: 13 });
  expect(shown(null, true)).toMatchObject({ hidden: 0 });
});

test('what is open comes before all else, as many as can be read, and the rest of it is counted', () => {
  const open = (count: number) =>
    Array.from({ length: count }, (_, at) => samplePosition({ record: `a/1/${at}`, state: 'nobody' }));
  const processed = samplePosition({ state: 'processed' });
  expect(pickRows([...open(30), processed], null, false)).toMatchObject({ hidden: 1, hiddenOpen: 0 });
  const many = pickRows([...open(1_000), processed], 'a/1/999', false);
  expect(many).toMatchObject({ hidden: 950, hiddenOpen: 949 });
  expect(many.rows.at(-1)).toMatchObject({ record: 'a/1/999' });
});
