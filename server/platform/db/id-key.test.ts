import { expect, test } from 'vitest';
import { idKey } from './id-key.ts';

test('a UUID is its own key, in one case', () => {
  expect(idKey('0198C2A4-7A3F-7C11-9D02-5F1E8D1B0A77')).toBe('0198c2a4-7a3f-7c11-9d02-5f1e8d1b0a77');
});

test.each(['', 'order-4711', '0198c2a47a3f7c119d025f1e8d1b0a77', 'ü', '{0198c2a4-7a3f-7c11-9d02-5f1e8d1b0a77}'])(
  'another id (%j) is hashed to the form of a UUID',
  (id) => {
    expect(idKey(id)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(idKey(id)).toBe(idKey(id));
    expect(idKey(id)).not.toBe(idKey(`${id} `));
  },
);
