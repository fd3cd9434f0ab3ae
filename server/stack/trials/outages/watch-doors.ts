import { setTimeout as delay } from 'node:timers/promises';
import type { RunningStack } from '../../open-stack.ts';
import { readTreeMemory } from '../../processes/read-memory.ts';

/** How long one look at a door may take before it counts as no answer. */
const patienceMs = 6_000;
const everyMs = 250;

/** `status` 0: no answer. `tookMs` is how long the answer took. */
export type Look = { door: string; path: string; startedAt: number; endedAt: number; status: number; text: string };

export type DoorWatch = {
  looks: Look[];
  /** Most resident memory of each process since `startPhase`, in MB. */
  memory: Map<string, number>;
  /** Most records that waited in the collector since then. */
  mostWaiting: () => number;
  /** Whether every door said since then that it is ready. */
  allSeenReady: (since: number) => boolean;
  startPhase(): void;
  stop(): Promise<void>;
};

const doors = ['web', 'otlp', 'orders', 'payments', 'restaurants', 'drivers', 'notifications', 'analytics'] as const;

/** Asks every door of the stack whether it is up and ready, again and again, and notes memory and what waits. */
export function watchDoors({ addresses, views }: RunningStack): DoorWatch {
  const stopping = new AbortController();
  const looks: Look[] = [];
  const memory = new Map<string, number>();
  let waiting = 0;
  const keepLooking = async (door: string, url: string, path: string) => {
    while (!stopping.signal.aborted) {
      looks.push(await look(door, url, path));
      await delay(everyMs);
    }
  };
  const keepMeasuring = async () => {
    while (!stopping.signal.aborted) {
      for (const { name, pid } of views())
        if (pid !== null) memory.set(name, Math.max(memory.get(name) ?? 0, (await readTreeMemory(pid)).rssMb));
      const { text } = await look('otlp', addresses.otlp, '/metrics');
      waiting = Math.max(waiting, Number(/^nibble_records_waiting (\d+)/m.exec(text)?.[1] ?? 0));
      await delay(everyMs);
    }
  };
  const loops = doors.flatMap((door) =>
    ['/readyz', '/healthz'].map((path) => keepLooking(door, addresses[door], path)),
  );
  loops.push(keepMeasuring());
  return {
    looks,
    memory,
    mostWaiting: () => waiting,
    allSeenReady: (since) =>
      doors.every((door) =>
        looks.some(
          (one) => one.door === door && one.path === '/readyz' && one.startedAt >= since && one.status === 200,
        ),
      ),
    startPhase: () => {
      memory.clear();
      waiting = 0;
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

export async function look(door: string, url: string, path: string): Promise<Look> {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    return { door, path, startedAt, endedAt: performance.now(), status: response.status, text };
  } catch (error) {
    return { door, path, startedAt, endedAt: performance.now(), status: 0, text: String(error) };
  }
}
