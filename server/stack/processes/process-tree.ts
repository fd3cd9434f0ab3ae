import { readdir, readFile } from 'node:fs/promises';

/** A process and everything below it, from /proc of Linux. One that ended meanwhile is still named. */
export async function processTree(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const found = [root];
  for (const pid of found) found.push(...pids.filter((child) => parents.get(child) === pid));
  return found;
}

/** The fields of /proc/PID/stat from the state on (field 3 of proc(5) is the first); null when the process is gone. */
export async function statOf(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in parentheses may hold spaces and parentheses of its own.
  const fields = stat === null ? undefined : /^.*\) (.*)$/s.exec(stat)?.[1];
  return fields === undefined ? null : fields.trim().split(' ');
}

async function parentOf(pid: number): Promise<number | null> {
  const parent = (await statOf(pid))?.[1];
  return parent === undefined ? null : Number(parent);
}
