import { expect, test } from 'vitest';
import { readTreeMemory } from './read-memory.ts';

test.runIf(process.platform === 'linux')('reads the memory of this process and its children', async () => {
  const own = await readTreeMemory(process.pid);
  expect(own.processes).toBeGreaterThanOrEqual(1);
  expect(own.rssMb).toBeGreaterThan(20);
  expect(own.pssMb).toBeLessThanOrEqual(own.rssMb);
});

test.runIf(process.platform === 'linux')('a process that is gone counts as nothing', async () => {
  expect(await readTreeMemory(2 ** 22 + 1)).toEqual({ rssMb: 0, pssMb: 0, processes: 1 });
});
