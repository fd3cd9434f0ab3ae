import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BinaryRows } from './binary-rows.ts';

function uuidBytes(hex: string): Buffer {
  const rows = new BinaryRows(1);
  rows.begin();
  rows.uuid(hex);
  const body = rows.end();
  return body.subarray(body.length - 18, body.length - 2);
}

test('a key is written as its 16 bytes, in either case', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      expect(uuidBytes(hex)).toEqual(Buffer.from(bytes));
      expect(uuidBytes(hex.toUpperCase())).toEqual(Buffer.from(bytes));
    }),
  );
});

test.each(['', '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(31)}g`, `${'0'.repeat(31)}ÿ`, `${'0'.repeat(31)}Ā`])(
  '%j is no key and is refused',
  (text) => {
    expect(() => uuidBytes(text)).toThrow(RangeError);
  },
);
