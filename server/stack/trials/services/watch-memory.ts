import { setTimeout as delay } from 'node:timers/promises';
import type { RunningStack } from '../../open-stack.ts';
import { readTreeMemory } from '../../processes/read-memory.ts';

const everyMs = 2_000;

export type MemorySeen = Record<string, { mostMb: number; lastMb: number }>;

/** Watches what each service takes, in MB: the most, and at last. */
export function watchMemory(stack: RunningStack, watched: readonly string[]): { stop(): Promise<MemorySeen> } {
  const stopping = new AbortController();
  const seen: MemorySeen = {};
  const names = new Set<string>(watched);
  const look = async () => {
    while (!stopping.signal.aborted) {
      for (const { name, pid } of stack.views()) {
        if (pid === null || !names.has(name)) continue;
        const { rssMb } = await readTreeMemory(pid);
        seen[name] = { mostMb: Math.max(seen[name]?.mostMb ?? 0, rssMb), lastMb: rssMb };
      }
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
      return seen;
    },
  };
}
