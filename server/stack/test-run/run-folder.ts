import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../plan/stack-options.ts';

const parent = join(projectRoot, '.nibble-test');

/** A folder for what this run's servers write, named after our process; what ended runs left is removed first. */
export async function openRunFolder(): Promise<string> {
  const left = await readdir(parent).catch(() => []);
  const ended = left.filter((name) => !runs(Number(name.replace('run-', ''))));
  await Promise.all(ended.map((name) => rm(join(parent, name), { recursive: true, force: true })));
  const folder = join(parent, `run-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

function runs(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
