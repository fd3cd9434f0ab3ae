// Java's producers wrap snappy blocks in the frame of the xerial library; librdkafka and others send one bare block.
const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const xerialHeaderBytes = 16;

/** Unpacks snappy as Kafka's clients write it. Throws for anything malformed. Source: Snappy format description. */
export function decompressSnappy(source: Buffer): Buffer {
  if (!source.subarray(0, xerialMagic.length).equals(xerialMagic)) return decompressBlock(source);
  const blocks: Buffer[] = [];
  for (let at = xerialHeaderBytes; at < source.length; ) {
    const size = source.readUInt32BE(at);
    if (at + 4 + size > source.length) throw new Error('a snappy block is cut short');
    blocks.push(decompressBlock(source.subarray(at + 4, at + 4 + size)));
    at += 4 + size;
  }
  return blocks.length === 1 && blocks[0] ? blocks[0] : Buffer.concat(blocks);
}

function decompressBlock(source: Buffer): Buffer {
  const { value: size, next } = readLength(source);
  const target = Buffer.allocUnsafe(size);
  let from = next;
  let to = 0;
  while (from < source.length) {
    const tag = source.readUInt8(from++);
    if ((tag & 3) === 0) {
      const { length, start } = readLiteral(source, from, tag >> 2);
      if (start + length > source.length || to + length > size) throw new Error('a snappy literal is out of bounds');
      source.copy(target, to, start, start + length);
      from = start + length;
      to += length;
    } else {
      const { length, distance, start } = readCopy(source, from, tag);
      copyWithin(target, to, distance, length);
      from = start;
      to += length;
    }
  }
  if (to !== size) throw new Error('a snappy block is shorter than it says');
  return target;
}

function readLength(source: Buffer): { value: number; next: number } {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = source.readUInt8(at);
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { value, next: at + 1 };
  }
  throw new Error('the length of a snappy block is malformed');
}

function readLiteral(source: Buffer, at: number, short: number): { length: number; start: number } {
  if (short < 60) return { length: short + 1, start: at };
  const bytes = short - 59;
  return { length: source.readUIntLE(at, bytes) + 1, start: at + bytes };
}

function readCopy(source: Buffer, at: number, tag: number): { length: number; distance: number; start: number } {
  switch (tag & 3) {
    case 1:
      return { length: ((tag >> 2) & 7) + 4, distance: ((tag >> 5) << 8) | source.readUInt8(at), start: at + 1 };
    case 2:
      return { length: (tag >> 2) + 1, distance: source.readUInt16LE(at), start: at + 2 };
    default:
      return { length: (tag >> 2) + 1, distance: source.readUInt32LE(at), start: at + 4 };
  }
}

/** Copies earlier output; source and target may overlap, which repeats the pattern, as LZ77 formats mean it. */
export function copyWithin(target: Buffer, to: number, distance: number, length: number): void {
  const from = to - distance;
  if (distance <= 0 || from < 0 || to + length > target.length) throw new Error('a compressed copy is out of bounds');
  if (distance >= length) target.copy(target, to, from, from + length);
  else for (let i = 0; i < length; i++) target[to + i] = target[from + i] ?? 0;
}
