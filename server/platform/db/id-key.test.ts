import { expect, test } from 'vitest';
import { askedKey, idKey } from './id-key.ts';

const uuidv7 = '0198c2a4-7a3f-7c11-9d02-5f1e8d1b0a77';
const hashed = /^[0-9a-f]{12}8[0-9a-f]{19}$/;

test.each(['', 'order-4711', uuidv7.replaceAll('-', ''), 'ü', `{${uuidv7}}`, '00000000-0000-0000-0000-000000000000'])(
  'an id that is no UUID (%j) is hashed to what no UUID looks like',
  (id) => {
    expect(idKey(id)).toMatch(hashed);
    expect(idKey(id)).toBe(idKey(id));
    expect(idKey(id)).not.toBe(idKey(`${id} `));
  },
);

test('a version 8 UUID is hashed too, so that no text can claim the key of another', () => {
  const key = idKey('order-4711');
  const pretender = key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  expect(idKey(pretender)).not.toBe(key);
});

test('a UUID is its own key, in one case', () => {
  expect(idKey(uuidv7.toUpperCase())).toBe(uuidv7.replaceAll('-', ''));
});

test('what stands for an id that cannot be shown leads to the same key', () => {
  const key = idKey('bad\u0000id');
  expect(askedKey(`~${key}`)).toBe(key);
  expect(askedKey(`bad~${key}`)).toBe(key);
  expect(askedKey('order-4711')).toBe(idKey('order-4711'));
});
