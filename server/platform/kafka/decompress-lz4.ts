import { copyWithin } from './decompress-snappy.ts';

const frameMagic = 0x184d2204;
const rawBlock = 0x80000000;
const blockSizes = new Map([
  [4, 64 * 1024],
  [5, 256 * 1024],
  [6, 1024 * 1024],
  [7, 4 * 1024 * 1024],
]);

interface Frame {
  blockBytes: number;
  hasBlockChecksum: boolean;
  hasContentChecksum: boolean;
  start: number;
}

/**
 * Unpacks LZ4 frames, several in a row too, blocks linked or not (some Python clients link them). Checksums are skipped: the
 * broker has checked them. Throws for anything malformed. Source: LZ4 Frame Format 1.6.
 */
export function decompressLz4(source: Buffer): Buffer {
  const output = new Output();
  for (let at = 0; at < source.length; ) {
    const frame = readFrame(source, at);
    at = readBlocks(source, frame, output);
  }
  return output.bytes();
}

function readFrame(source: Buffer, at: number): Frame {
  if (source.readUInt32LE(at) !== frameMagic) throw new Error('this is not an LZ4 frame');
  const flags = source.readUInt8(at + 4);
  if (flags >> 6 !== 1) throw new Error('the LZ4 frame has an unknown version');
  const blockBytes = blockSizes.get((source.readUInt8(at + 5) >> 4) & 7);
  if (blockBytes === undefined) throw new Error('the LZ4 frame has an unknown block size');
  const contentSize = (flags & 0x08) !== 0 ? 8 : 0;
  const dictionaryId = (flags & 0x01) !== 0 ? 4 : 0;
  return {
    blockBytes,
    hasBlockChecksum: (flags & 0x10) !== 0,
    hasContentChecksum: (flags & 0x04) !== 0,
    start: at + 7 + contentSize + dictionaryId,
  };
}

function readBlocks(source: Buffer, frame: Frame, output: Output): number {
  const checksumBytes = frame.hasBlockChecksum ? 4 : 0;
  let at = frame.start;
  for (let word = source.readUInt32LE(at); word !== 0; word = source.readUInt32LE(at)) {
    const isRaw = word >= rawBlock;
    const size = isRaw ? word - rawBlock : word;
    const start = at + 4;
    if (start + size > source.length) throw new Error('an LZ4 block is cut short');
    output.reserve(isRaw ? size : frame.blockBytes);
    if (isRaw) output.literal(source, start, size);
    else readBlock(source, start, start + size, output);
    at = start + size + checksumBytes;
  }
  return at + 4 + (frame.hasContentChecksum ? 4 : 0);
}

function readBlock(source: Buffer, start: number, end: number, output: Output): void {
  let at = start;
  while (at < end) {
    const token = source.readUInt8(at++);
    const literal = readRun(source, at, token >> 4);
    at = literal.next;
    if (at + literal.length > end) throw new Error('an LZ4 literal is out of bounds');
    output.literal(source, at, literal.length);
    at += literal.length;
    if (at >= end) return;
    const distance = source.readUInt16LE(at);
    const match = readRun(source, at + 2, token & 15);
    at = match.next;
    output.copy(distance, match.length + 4);
  }
}

function readRun(source: Buffer, start: number, nibble: number): { length: number; next: number } {
  if (nibble < 15) return { length: nibble, next: start };
  let length = nibble;
  let at = start;
  let byte = 255;
  while (byte === 255) {
    byte = source.readUInt8(at++);
    length += byte;
  }
  return { length, next: at };
}

class Output {
  #target = Buffer.allocUnsafe(0);
  #at = 0;

  /** Grows by doubling, so that many blocks cost no quadratic copying. */
  reserve(more: number): void {
    if (this.#at + more <= this.#target.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#at + more, this.#target.length * 2));
    this.#target.copy(grown, 0, 0, this.#at);
    this.#target = grown;
  }

  literal(source: Buffer, from: number, length: number): void {
    if (this.#at + length > this.#target.length) throw new Error('an LZ4 block is larger than its frame allows');
    source.copy(this.#target, this.#at, from, from + length);
    this.#at += length;
  }

  copy(distance: number, length: number): void {
    copyWithin(this.#target, this.#at, distance, length);
    this.#at += length;
  }

  bytes(): Buffer {
    return this.#target.subarray(0, this.#at);
  }
}
