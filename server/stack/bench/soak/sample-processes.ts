import { readdir } from 'node:fs/promises';
import { processTree } from '../../processes/process-tree.ts';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import { readTreeMemory } from '../../processes/read-memory.ts';
import type { BenchStack } from '../with-bench-stack.ts';

export type ProcessSample = {
  name: string;
  pid: number;
  rssMb: number;
  pssMb: number;
  /** A process of its tree, on average: PostgreSQL has as many as there are connections. */
  files: number;
  cpuSeconds: number;
};

/** What each process of the stack, with everything below it, holds at this moment. */
export async function sampleProcesses({ stack }: BenchStack): Promise<ProcessSample[]> {
  const running = stack.views().flatMap(({ name, pid }) => (pid === null ? [] : { name, pid }));
  return await Promise.all(
    running.map(async ({ name, pid }) => {
      const [memory, files, cpuSeconds] = await Promise.all([readTreeMemory(pid), openFiles(pid), readCpuSeconds(pid)]);
      return { name, pid, rssMb: memory.rssMb, pssMb: memory.pssMb, files, cpuSeconds };
    }),
  );
}

async function openFiles(pid: number): Promise<number> {
  const each = await Promise.all(
    (await processTree(pid)).map((one) => readdir(`/proc/${one}/fd`).catch((): string[] => [])),
  );
  return Math.round(each.reduce((sum, files) => sum + files.length, 0) / Math.max(1, each.length));
}
