import { expect, test } from 'vitest';
import { compileMappings } from './compile-mappings.ts';

const two = compileMappings([
  { topics: ['shop.returns', 'shop.returns.*'], type: ['topic'], businessKeys: { parcel: ['key'], order: ['$.id'] } },
  { topics: ['shop.*'], correlation: ['key'], businessKeys: { order: ['$.id'], customer: ['$.who'] } },
]);

test('a topic that no mapping fits has none', () => {
  expect(two.forTopic('stock')).toBeNull();
  expect(compileMappings([]).forTopic('shop.orders')).toBeNull();
});

test('the first that fits counts, and alone', () => {
  expect(two.forTopic('shop.returns.eu')).toMatchObject({ index: 0, fields: [{ field: 'type' }] });
  expect(two.forTopic('shop.orders')).toMatchObject({ index: 1, fields: [{ field: 'correlation' }] });
  expect(two.forTopic('shop.orders')).toBe(two.forTopic('shop.orders'));
});

test('kinds of business keys are known in the order of the file, each once', () => {
  expect(two.kinds).toEqual(['parcel', 'order', 'customer']);
});

test('other mappings have another revision', () => {
  expect(compileMappings([{ topics: ['a'] }]).revision).not.toBe(compileMappings([{ topics: ['b'] }]).revision);
  expect(compileMappings([{ topics: ['a'] }]).revision).toBe(compileMappings([{ topics: ['a'] }]).revision);
});
