import { expect, test } from 'vitest';
import { keepOrder } from './keep-order.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id, read: ids.length }));
const idOf = ({ id }: { id: string }) => id;

test('nobody reads: rows stand as they come', () => {
  expect(keepOrder(rows('b', 'a'), null, idOf)).toEqual({ shown: rows('b', 'a'), moved: false });
});

test('rows stay where they were, with what is new in them; new ones come behind, gone ones go', () => {
  const { shown, moved } = keepOrder(rows('c', 'b', 'new', 'a'), ['a', 'gone', 'b', 'c'], idOf);
  expect(shown.map(idOf)).toEqual(['a', 'b', 'c', 'new']);
  expect(shown[0]?.read).toBe(4);
  expect(moved).toBe(true);
});

test('a next page is no move', () => {
  expect(keepOrder(rows('a', 'b', 'c'), ['a', 'b'], idOf).moved).toBe(false);
});
