import { expect, test } from 'vitest';
import { readCpuSeconds } from './read-cpu.ts';

test.runIf(process.platform === 'linux')('what this process computes is counted', async () => {
  const before = await readCpuSeconds(process.pid);
  const own = process.cpuUsage();
  let sum = 0;
  while (process.cpuUsage(own).user < 200_000) for (let step = 0; step < 1e5; step += 1) sum += Math.sqrt(step);
  expect(sum).toBeGreaterThan(0);
  expect((await readCpuSeconds(process.pid)) - before).toBeGreaterThan(0.1);
});

test.runIf(process.platform === 'linux')('a process that is gone used nothing', async () => {
  expect(await readCpuSeconds(2 ** 22 + 1)).toBe(0);
});
