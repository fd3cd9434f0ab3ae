import { expect, test } from 'vitest';
import { watchReads } from './watch-reads.ts';

const event = () => ({
  event_time: '12:00',
  data: { order_id: 'o', note: undefined, address: { street: 's', city: 'c' }, items: [{ sku: 'p', quantity: 2 }] },
});

test('what nobody looks at is not read', () => {
  const { watched, reads } = watchReads(event());
  expect(watched.data.address).toBeTruthy();
  expect(watched.data.items.length).toBe(1);
  expect(watched.data.note).toBeUndefined();
  expect(reads()).toEqual([]);
});

test('fields are named by their paths, those of a list once', () => {
  const { watched, reads } = watchReads(event());
  watched.data.items.map(({ sku }) => `${watched.data.order_id} ${sku}`);
  expect(reads()).toEqual(['data.items[].sku', 'data.order_id']);
});

test('to copy or to write something down is to read all of it', () => {
  const { watched, reads } = watchReads(event());
  expect(JSON.stringify(watched.data.address)).toBe('{"street":"s","city":"c"}');
  const { ...copy } = watched.data.items[0];
  expect(copy).toEqual({ sku: 'p', quantity: 2 });
  expect(reads()).toEqual(['data.address.city', 'data.address.street', 'data.items[].quantity', 'data.items[].sku']);
});
