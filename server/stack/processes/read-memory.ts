import { readFile } from 'node:fs/promises';
import { processTree } from './process-tree.ts';

/** Memory of a process and everything below it, in MB. `rss` counts shared pages once for each process, `pss` by share. */
export type TreeMemory = { rssMb: number; pssMb: number; processes: number };

/** Reads /proc of Linux. A process that ends meanwhile counts as nothing. */
export async function readTreeMemory(pid: number): Promise<TreeMemory> {
  const pids = await processTree(pid);
  const each = await Promise.all(pids.map(readProcessMemory));
  const sum = (of: 'rss' | 'pss'): number => Math.round(each.reduce((total, one) => total + one[of], 0) / 1024);
  return { rssMb: sum('rss'), pssMb: sum('pss'), processes: pids.length };
}

async function readProcessMemory(pid: number): Promise<{ rss: number; pss: number }> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);
  return { rss: kilobytes('Rss'), pss: kilobytes('Pss') };
}
