import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../supervisor/run-command.ts';

/** A file system of its own, so small that it can be filled. */
export type SmallDisk = {
  /** Takes what is left of it; the returned function gives it back. */
  fill(): () => Promise<void>;
  remove(): Promise<void>;
};

const chunk = Buffer.alloc(1024 * 1024, 1);

/** Mounts a file system in memory at `folder`; a sentence when this user may not. */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | string> {
  mkdirSync(folder, { recursive: true });
  const mounted = await runCommand('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (mounted.code !== 0) return `a small file system takes the right to mount one: ${mounted.output.trim()}`;
  return { fill: () => fill(folder), remove: async () => void (await runCommand('umount', ['-l', folder])) };
}

function fill(folder: string): () => Promise<void> {
  const path = join(folder, 'filler');
  const { bavail, bsize } = statfsSync(folder);
  try {
    for (let left = bavail * bsize; left > 0; left -= chunk.length) writeFileSync(path, chunk, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
  return async () => rmSync(path);
}
