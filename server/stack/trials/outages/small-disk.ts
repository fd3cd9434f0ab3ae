import { mkdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../supervisor/run-command.ts';

/** A file system of its own, so small that it can be filled. */
export type SmallDisk = {
  /** Takes what is left of it; the returned function gives it back. */
  fill(): Promise<() => Promise<void>>;
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

/** Not at once: whoever watches the doors meanwhile must not stand still. */
async function fill(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'filler');
  const file = await open(path, 'a');
  try {
    for (;;) await file.write(chunk);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
  return () => rm(path);
}
