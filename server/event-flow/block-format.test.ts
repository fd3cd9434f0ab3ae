import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PackedRecord, packBlock, unpackBlock } from './block-format.ts';

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)));
const headerName = fc.oneof(fc.constantFrom('', '__proto__', 'a\0b', 'ä'), fc.string({ unit: 'grapheme' }));
const brokenName = fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array));
const brokenHeader = fc
  .tuple(
    brokenName.filter((name) => !isUtf8(name)),
    bytes,
  )
  .map(([name, value]): PackedRecord['headers'][number] => [name.toString(), value, name]);
const headers = fc.array(fc.oneof(fc.tuple(headerName, bytes), brokenHeader), { maxLength: 12 });
const anyRecord: fc.Arbitrary<PackedRecord> = fc.record({
  timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  key: bytes,
  value: bytes,
  headers,
});

describe('a block', () => {
  test('gives back every record byte for byte, in its position', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 20 }), (records) => {
        expect([...unpackBlock(packBlock(records)).values()]).toEqual(records);
      }),
    );
  });

  test('gives only the wanted positions', () => {
    const record = (text: string): PackedRecord => ({
      timestamp: 1n,
      key: null,
      value: Buffer.from(text),
      headers: [],
    });
    const block = packBlock([record('a'), record('b'), record('c')]);
    expect([...unpackBlock(block, new Set([1]))]).toEqual([[1, record('b')]]);
  });

  test('keeps the order and the number of headers with one name', () => {
    const twice: PackedRecord['headers'] = [
      ['a', Buffer.from('1')],
      ['b', null],
      ['a', Buffer.from('2')],
    ];
    const block = packBlock([{ timestamp: -1n, key: null, value: null, headers: twice }]);
    expect(unpackBlock(block).get(0)?.headers).toEqual(twice);
  });

  test('says how many bytes it unpacks to', () => {
    const { rawBytes } = packBlock([{ timestamp: 0n, key: null, value: Buffer.alloc(1000), headers: [['é', null]] }]);
    expect(rawBytes).toBe(1 + 4 + 8 + 4 + 4 + 1000 + 4 + 4 + 2 + 4);
  });

  test('of another format or of damaged bytes is refused', () => {
    const { packed, rawBytes } = packBlock([]);
    packed[packed.length - 1] = 99;
    expect(() => unpackBlock({ packed, rawBytes })).toThrow();
    expect(() => unpackBlock({ packed: Buffer.from('no block'), rawBytes })).toThrow();
  });
});
