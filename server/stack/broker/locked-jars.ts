import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import lock from './jars.lock.json' with { type: 'json' };

/** One jar of the broker, as Maven resolved it from the pom: `path` is its place in any Maven repository. */
export interface LockedJar {
  path: string;
  sha256: string;
  bytes: number;
}

export const lockedJars: readonly LockedJar[] = lock.jars;

export function fileNameOf(jar: LockedJar): string {
  return basename(jar.path);
}

/** The jars that are missing in the folder or are not, byte for byte, what the lock says. */
export async function wrongJars(folder: string, jars: readonly LockedJar[]): Promise<LockedJar[]> {
  const hashes = await Promise.all(jars.map((jar) => sha256Of(join(folder, fileNameOf(jar)))));
  return jars.filter((jar, index) => hashes[index] !== jar.sha256);
}

async function sha256Of(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
