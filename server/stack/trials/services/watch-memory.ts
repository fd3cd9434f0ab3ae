import { setTimeout as delay } from 'node:timers/promises';
import { readTreeMemory } from '../../bench/read-memory.ts';
import type { RunningStack } from '../../open-stack.ts';
import { serviceNames } from '../../plan/defaults.ts';

const everyMs = 2_000;

/** Watches what each service takes, and gives the most that each took, in MB. */
export function watchMemory(stack: RunningStack): { stop(): Promise<Record<string, number>> } {
  const stopping = new AbortController();
  const most: Record<string, number> = {};
  const names = new Set<string>(serviceNames);
  const look = async () => {
    while (!stopping.signal.aborted) {
      for (const { name, pid } of stack.views()) {
        if (pid === null || !names.has(name)) continue;
        const { rssMb } = await readTreeMemory(pid);
        most[name] = Math.max(most[name] ?? 0, rssMb);
      }
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
      return most;
    },
  };
}
