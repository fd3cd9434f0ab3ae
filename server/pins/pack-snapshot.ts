import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { type PinSnapshot, pinSnapshot } from '#schemas/api/pin.ts';
import { NibbleError } from '#schemas/errors.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export async function packSnapshot(snapshot: PinSnapshot): Promise<Buffer> {
  return await compress(JSON.stringify(snapshot));
}

/** Throws `conflict` for a snapshot that a console of another version took and that this one cannot read. */
export async function unpackSnapshot(packed: Buffer): Promise<PinSnapshot> {
  const parsed = pinSnapshot.safeParse(JSON.parse((await decompress(packed)).toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new NibbleError(
    'conflict',
    'This snapshot was taken by another version of the console, which wrote it differently.',
    {
      cause: parsed.error,
    },
  );
}
