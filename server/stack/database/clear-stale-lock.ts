import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bornAt, isAlive } from '../install/process-identity.js';
import { runCommand } from '../supervisor/run-command.ts';
import { waitUntil } from '../supervisor/wait-until.ts';

/**
 * Deals with the `postmaster.pid` of a server that did not stop cleanly: a server that still runs on these files is
 * ended; a number that belongs to some other process by now would keep PostgreSQL from starting, so the file goes.
 */
export async function clearStaleLock(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  const born = pid > 1 ? bornAt(pid) : null;
  if (born !== null && (await runsOn(pid, data))) {
    process.kill(pid, 'SIGINT');
    await waitUntil(() => !isAlive({ pid, born }), { withinMs: 30_000 });
  }
  await rm(file, { force: true });
}

async function runsOn(pid: number, data: string): Promise<boolean> {
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(data);
}

// Small systems have no `ps`.
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return (await runCommand('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).output;
}
