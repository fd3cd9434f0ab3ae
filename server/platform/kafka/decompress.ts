import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { decompressLz4 } from './decompress-lz4.ts';
import { decompressSnappy } from './decompress-snappy.ts';

// No honest batch is near this size: the broker's default limit is 1 MB packed.
const maxOutputLength = 256 * 1024 * 1024;

/** Unpacks the records of a batch by the codec number in its attributes. Throws when the codec or the bytes are wrong. */
export function decompress(codec: number, packed: Buffer): Buffer {
  switch (codec) {
    case 0:
      return packed;
    case 1:
      return gunzipSync(packed, { maxOutputLength });
    case 2:
      return decompressSnappy(packed);
    case 3:
      return decompressLz4(packed);
    case 4:
      return zstdDecompressSync(packed, { maxOutputLength });
    default:
      throw new Error(`there is no compression codec ${codec}`);
  }
}
