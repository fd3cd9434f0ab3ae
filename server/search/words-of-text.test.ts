import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOfText } from './words-of-text.ts';

const words = (text: string) => wordsOfText(text).map(({ word }) => word);

test.each([
  ['', []],
  ['— ! ?', []],
  ['a 1', []],
  ['01923c4d-1a2b-7abc-8def-0123456789ab', []],
  ['paid by 01923c4d-1a2b-7abc-8def-0123456789ab today', ['paid', 'by', 'today']],
  ['4bf92f3577b34da6a3ce929d0e0e4736', []],
  ['1732710000000000', []],
  [`x${'y'.repeat(40)}`, []],
  ["'; drop table flow; --", ['drop', 'table', 'flow']],
])('given %j, leaves out what is no word', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test.each([
  ['Trattoria Sole has run out of Tiramisù.', ['trattoria', 'sole', 'has', 'run', 'out', 'of', 'tiramisu']],
  ['out_of_stock', ['out', 'of', 'stock']],
  ['Crème Brûlée', ['creme', 'brulee']],
  ['Crème', ['creme']],
  ['ECONNREFUSED 127.0.0.1:4002', ['econnrefused', '127', '4002']],
  ['4711', ['4711']],
  ['борщ 寿司', ['борщ', '寿司']],
])('given %j, has the words a reader would look for', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('says where each stands', () => {
  const text = 'no Tiramisù left';
  expect(wordsOfText(text).map(({ start, end }) => text.slice(start, end))).toEqual(['no', 'Tiramisù', 'left']);
});

test('whatever the text, words are letters and digits and stay what they are when asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { word, start, end } of wordsOfText(text)) {
        expect(word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
        expect(words(text.slice(start, end))).toContain(word);
      }
    }),
  );
});
