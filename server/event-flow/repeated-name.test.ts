import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedName } from './repeated-name.ts';

test.each([
  ['{"a":1,"a":2}', '"a"'],
  ['{"a":{"b":1,"c":[],"b":2}}', '"b"'],
  ['[{"x\\"":1,"x\\"":2}]', '"x\\""'],
  ['{"__proto__":1,"__proto__":2}', '"__proto__"'],
])('is told where %s says a name twice', (text, name) => {
  expect(repeatedName(text)).toBe(name);
});

test.each([
  '{"a":"a","b":["a","a"]}',
  '[{"a":1},{"a":1}]',
  '{"a":{"a":{"a":1}}}',
  '"a"',
  '1',
  '{"a":"{\\"a\\":1,\\"a\\":2}"}',
])('is not claimed of %s', (text) => {
  expect(repeatedName(text)).toBeNull();
});

test('is never claimed of what was written from a value, where no name can stand twice', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(repeatedName(JSON.stringify(JSON.parse(text)))).toBeNull();
    }),
  );
});
