import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointName, codePointWords, visibleLine, visibleParts } from './visible-parts.ts';

const shown = (text: string) =>
  visibleParts(text)
    .map((part) => (part.kind === 'text' ? part.text : `<${codePointName(part.code)}>`))
    .join('');

test.each([
  ['plain ünï ✓ <b>', 'plain ünï ✓ <b>'],
  ['a\u202eb', 'a<U+202E>b'],
  ['\0\x1b[31m', '<U+0000><U+001B>[31m'],
  ['a\nb\r', 'a<U+000A>b<U+000D>'],
  ['a\tb', 'a\tb'],
  ['x\ud800y', 'x<U+D800>y'],
  ['zero\u200bwidth\ufeff', 'zero<U+200B>width<U+FEFF>'],
  ['a\u200db', 'a<U+200D>b'],
  ['👩🏽‍🚒 👨‍👩‍👧', '👩🏽‍🚒 👨‍👩‍👧'],
  ['', ''],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

const codePoint = fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0x2000, max: 0x206f }));
const anyText = fc.array(codePoint).map((codes) => String.fromCodePoint(...codes));

test('nothing of a text is lost, and no part that is shown as text reorders what stands around it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parts = visibleParts(text);
      const whole = parts.map((part) => (part.kind === 'text' ? part.text : String.fromCodePoint(part.code))).join('');
      expect(whole).toBe(text);
      expect(parts.some((part) => part.kind === 'text' && /[\u202a-\u202e\u2066-\u2069]/.test(part.text))).toBe(false);
    }),
  );
});

test('a line of text alone shows marks in brackets, and is never long', () => {
  expect(visibleLine('a\u202eb')).toBe('a⟨U+202E⟩b');
  expect(visibleLine('x'.repeat(10_000)).length).toBeLessThan(400);
});

test('a mark says what it stands for', () => {
  expect(codePointWords(0x202e)).toBe('right-to-left override');
  expect(codePointWords(0xd800)).toBe('half of a surrogate pair');
  expect(codePointWords(0x1d173)).toBe('a character that is not shown');
});
