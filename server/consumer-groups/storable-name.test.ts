import { expect, test } from 'vitest';
import { isStorableName } from './storable-name.ts';

test.each(['a\u0000b', '\u0000', 'x'.repeat(2_001), '€'.repeat(667)])('the tables cannot hold %j', (name) => {
  expect(isStorableName(name)).toBe(false);
});

test.each(['orders', ' ', '<b>', 'x'.repeat(2_000), '€'.repeat(666)])('they can hold %j', (name) => {
  expect(isStorableName(name)).toBe(true);
});
