import { processTree, statOf } from './process-tree.ts';

// In clock ticks, of which Linux shows 100 a second on every machine that runs Node.
const ticksPerSecond = 100;

/** Seconds of CPU that a process, everything below it and what ended below it have used so far. */
export async function readCpuSeconds(pid: number): Promise<number> {
  const stats = await Promise.all((await processTree(pid)).map(statOf));
  // Fields 14 to 17 of proc(5): own user and system time, then that of children that ended.
  const ticks = stats.flatMap((stat) => stat?.slice(11, 15).map(Number) ?? []);
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}
