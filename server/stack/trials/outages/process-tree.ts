import { readdir, readFile } from 'node:fs/promises';

/** A process and all that it started, itself first. Linux. */
export async function treeOf(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const found = [root];
  for (const pid of found) found.push(...pids.filter((child) => parents.get(child) === pid));
  return found;
}

/** Freezes a process and all that it started; the returned function lets them go on. */
export async function freeze(root: number): Promise<() => Promise<void>> {
  const frozen = await treeOf(root);
  signalAll(frozen, 'SIGSTOP');
  // What was started between looking and stopping.
  const late = (await treeOf(root)).filter((pid) => !frozen.includes(pid));
  signalAll(late, 'SIGSTOP');
  return async () => signalAll([...late, ...frozen], 'SIGCONT');
}

/** Resident memory of one process in MB; 0 when it is gone. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
}

async function parentOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in parentheses may hold spaces and parentheses of its own.
  const parent = /^.*\) \S (\d+)/s.exec(stat)?.[1];
  return parent === undefined ? null : Number(parent);
}

function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
