import { expect, test } from 'vitest';
import { matchesTopic } from './matches-topic.ts';

test.each([
  ['shop', 'shops'],
  ['shop.*', 'shop'],
  ['*.events', 'shop.event'],
  ['a*a', 'a'],
  ['a*b*c', 'acb'],
  ['shop.orders', 'shopxorders'],
  ['*-a-*', 'x-a'],
])('%s does not fit %s', (pattern, topic) => {
  expect(matchesTopic(pattern, topic)).toBe(false);
});

test.each([
  ['shop', 'shop'],
  ['*', 'anything'],
  ['shop.*', 'shop.'],
  ['shop.*', 'shop.orders.v1'],
  ['*.events', 'shop.events'],
  ['a*b*c', 'a1b2b3c'],
  ['**', 'x'],
  ['*a*a*', 'aa'],
])('%s fits %s', (pattern, topic) => {
  expect(matchesTopic(pattern, topic)).toBe(true);
});

test('a pattern made to take long does not', () => {
  expect(matchesTopic(`${'*a'.repeat(120)}*b`, 'a'.repeat(249))).toBe(false);
});
