import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BadRequest, TooLarge } from './span.ts';
import { Unavailable } from './span-writer.ts';

const unzip = promisify(gunzip);

export type BodyLimits = {
  /** Most bytes of one body, as sent and again unpacked. */
  mostBytes: number;
  /** Most bytes of all bodies that are being read at once. */
  mostBytesAtOnce: number;
};

export type IncomingBody = {
  stream: ReadableStream<Uint8Array> | null;
  contentEncoding: string | undefined;
  contentLength: string | undefined;
};

/** The request uses an encoding that we do not read. */
export class UnknownEncoding extends Error {
  override name = 'UnknownEncoding';
}

/**
 * Reads whole bodies, gzip or plain, and hands each to `use`. A body beyond the limit is `TooLarge` as soon as that is
 * known, packed or unpacked; when too many come at once, the last is `Unavailable`.
 */
export function createBodyReader({ mostBytes, mostBytesAtOnce }: BodyLimits) {
  let held = 0;

  function hold(bytes: number): void {
    if (held + bytes > mostBytesAtOnce) throw new Unavailable('Too many requests at once.');
    held += bytes;
  }

  return async function withBody<T>(incoming: IncomingBody, use: (body: Buffer) => Promise<T>): Promise<T> {
    const encoding = incoming.contentEncoding?.trim().toLowerCase() || 'identity';
    if (encoding !== 'gzip' && encoding !== 'identity') throw new UnknownEncoding(`Content-Encoding ${encoding}`);
    if (Number(incoming.contentLength ?? 0) > mostBytes) throw tooLarge(mostBytes);
    const mine = { bytes: 0 };
    const holdMine = (bytes: number) => {
      hold(bytes);
      mine.bytes += bytes;
    };
    try {
      const sent = await collect(incoming.stream, mostBytes, holdMine);
      if (encoding === 'identity') return await use(sent);
      const unpacked = await unpack(sent, mostBytes);
      holdMine(unpacked.length);
      return await use(unpacked);
    } finally {
      held -= mine.bytes;
    }
  };
}

async function collect(
  stream: IncomingBody['stream'],
  mostBytes: number,
  hold: (bytes: number) => void,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge(mostBytes);
    hold(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(sent: Buffer, mostBytes: number): Promise<Buffer> {
  try {
    return await unzip(sent, { maxOutputLength: mostBytes });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(mostBytes);
    throw new BadRequest('The body is not gzip, though Content-Encoding says so.', { cause });
  }
}

function tooLarge(mostBytes: number): TooLarge {
  return new TooLarge(`The body is larger than ${mostBytes} bytes.`);
}
