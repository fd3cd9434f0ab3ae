import { describe, expect, test } from 'vitest';
import { fillSentence } from './fill-sentence.ts';

describe('a list in a sentence', () => {
  test.each([
    ['no list', 'soup'],
    ['nothing in it', []],
    ['things without a name', [{ quantity: 1 }]],
    ['things without a quantity', [{ name: 'Soup' }]],
    ['one thing that is none', [{ name: 'Soup', quantity: 1 }, null]],
  ])('is no sentence with %s', (_, items) => {
    expect(fillSentence('{items|list}', [{ items }])).toBeNull();
    expect(fillSentence('{items}', [{ items: [items] }])).toBeNull();
  });

  test('names each thing, and counts what would be too many', () => {
    const item = (name: string) => ({ name, quantity: 2 });
    expect(fillSentence('{items|list}', [{ items: [item('Soup'), item('Bread')] }])).toBe('2 × Soup, 2 × Bread');
    const many = fillSentence('{items|list}', [{ items: Array.from({ length: 5_000 }, () => item('x'.repeat(500))) }]);
    expect(many?.length).toBeLessThan(900);
    expect(many).toMatch(/ and 4994 more$/);
  });
});

test('a whole text keeps what another form would cut, up to its own end', () => {
  const payload = { text: 'x'.repeat(9_000) };
  expect(fillSentence('{text}', [payload])).toHaveLength(121);
  expect(fillSentence('{text|whole}', [payload])).toHaveLength(501);
});
