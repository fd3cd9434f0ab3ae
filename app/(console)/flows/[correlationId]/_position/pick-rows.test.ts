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

test('whatever is open is never left out', () => {
  const open = Array.from({ length: 30 }, () => samplePosition({ state: 'nobody' }));
  expect(pickRows([...open, samplePosition({ state: 'processed' })], null, false)).toMatchObject({ hidden: 1 });
});
