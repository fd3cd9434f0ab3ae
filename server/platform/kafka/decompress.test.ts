import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decompress } from './decompress.ts';

const text = Buffer.from('abcdefgh'.repeat(3));

/** A bare snappy block: the length, one literal, then copies of it. */
function snappyBlock(): Buffer {
  const literal = Buffer.from([(8 - 1) << 2, ...Buffer.from('abcdefgh')]);
  const copyWithTwoBytes = Buffer.from([((16 - 1) << 2) | 2, 8, 0]);
  return Buffer.concat([Buffer.from([24]), literal, copyWithTwoBytes]);
}

function xerial(...blocks: Buffer[]): Buffer {
  const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00, 0, 0, 0, 1, 0, 0, 0, 1]);
  const framed = blocks.flatMap((block) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(block.length);
    return [size, block];
  });
  return Buffer.concat([head, ...framed]);
}

type FrameOptions = { flags?: number; extra?: number[]; checksum?: boolean; end?: number[] };

function lz4Frame(blocks: { bytes: number[]; raw?: boolean }[], options: FrameOptions = {}): Buffer {
  const { flags = 0x60, extra = [], checksum = false, end = [] } = options;
  const body = blocks.flatMap(({ bytes, raw }) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE((bytes.length | (raw ? 0x80000000 : 0)) >>> 0);
    return [...size, ...bytes, ...(checksum ? [0, 0, 0, 0] : [])];
  });
  return Buffer.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40, ...extra, 0, ...body, 0, 0, 0, 0, ...end]);
}

const literal = [0x80, ...Buffer.from('abcdefgh')];
// Four literal bytes, then a match of 20 at distance 8 that repeats itself, then the last literals.
const repeating = [0x8f, ...Buffer.from('abcdefgh'), 8, 0, 1, 0];

describe('malformed bytes throw instead of giving wrong records', () => {
  test.each([
    ['a snappy literal beyond the end', 2, Buffer.from([4, 3 << 2, 1])],
    ['a snappy copy before the start', 2, Buffer.from([8, 0, 1, ((7 - 1) << 2) | 2, 9, 0])],
    ['a snappy block that is too short', 2, Buffer.from([9, 0, 1])],
    ['a snappy block cut short', 2, xerial(snappyBlock()).subarray(0, 24)],
    ['no LZ4 frame', 3, Buffer.from('no frame')],
    ['an LZ4 match before the start', 3, lz4Frame([{ bytes: [0x10, 65, 9, 0] }])],
    ['an LZ4 literal beyond its block', 3, lz4Frame([{ bytes: [0xf0, 200, 1] }])],
    ['an LZ4 block cut short', 3, lz4Frame([{ bytes: literal }]).subarray(0, 14)],
    ['gzip that is none', 1, Buffer.from('nothing')],
    ['zstd that is none', 4, Buffer.from('nothing')],
    ['an unknown codec', 5, text],
  ])('%s', (_, codec, bytes) => {
    expect(() => decompress(codec, bytes)).toThrow();
  });
});

describe('each codec', () => {
  test('none and gzip and zstd', () => {
    expect(decompress(0, text)).toEqual(text);
    expect(decompress(1, gzipSync(text))).toEqual(text);
    expect(decompress(4, zstdCompressSync(text))).toEqual(text);
  });

  test('snappy, bare as librdkafka sends it and framed as Java does', () => {
    expect(decompress(2, snappyBlock())).toEqual(text);
    expect(decompress(2, xerial(snappyBlock(), snappyBlock()))).toEqual(Buffer.concat([text, text]));
  });

  test('LZ4 with overlapping matches', () => {
    expect(decompress(3, lz4Frame([{ bytes: repeating }])).toString()).toBe('abcdefghabcdefghabcdefghabcd');
  });

  test('LZ4 with linked blocks, a raw block, sizes and checksums, and two frames in a row', () => {
    const linked = lz4Frame(
      [{ bytes: literal }, { bytes: [0x04, 8, 0] }, { bytes: [...Buffer.from('xy')], raw: true }],
      {
        flags: 0x40 | 0x10 | 0x08 | 0x04,
        extra: [0, 0, 0, 0, 0, 0, 0, 0],
        checksum: true,
        end: [0, 0, 0, 0],
      },
    );
    expect(decompress(3, Buffer.concat([linked, lz4Frame([{ bytes: literal }])])).toString()).toBe(
      'abcdefghabcdefghxyabcdefgh',
    );
  });
});
