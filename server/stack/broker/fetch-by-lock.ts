import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, type LockedJar } from './locked-jars.ts';

const AT_ONCE = 8;
const TIMEOUT_MS = 60_000;

interface Source {
  /** Base address of a Maven repository. */
  repository: string;
  signal?: AbortSignal;
}

/**
 * Downloads the jars from a Maven repository into the folder, eight at a time. A jar whose SHA-256 is not the locked one
 * is refused and not written. Throws an Error that names the jar and what was wrong.
 */
export async function fetchByLock(folder: string, jars: readonly LockedJar[], source: Source): Promise<void> {
  const waiting = [...jars];
  const work = async () => {
    for (let jar = waiting.shift(); jar; jar = waiting.shift()) await fetchJar(folder, jar, source);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function fetchJar(folder: string, jar: LockedJar, { repository, signal }: Source): Promise<void> {
  const address = `${repository.replace(/\/$/, '')}/${jar.path}`;
  const bytes = await download(address, signal);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== jar.sha256) {
    throw new Error(`${address} is not the jar that was locked (SHA-256 ${found}, wanted ${jar.sha256})`);
  }
  await writeFile(join(folder, fileNameOf(jar)), bytes);
}

async function download(address: string, stop?: AbortSignal): Promise<Buffer> {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(address, { signal: stop ? AbortSignal.any([stop, late]) : late });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (cause) {
    throw new Error(`${address} cannot be fetched: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
