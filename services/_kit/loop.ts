import type { Logger } from '#server/platform/logging/index.ts';

export type Loop = {
  /** Does the next round now, or in so many ms if that is sooner than planned. */
  wake(inMs?: number): void;
  /** Waits for the round in hand, then never runs again. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  name: string;
  /** Does something and says in how many ms it wants to be called again at the latest. */
  round(): Promise<number>;
  /** The pause after a round that threw. */
  afterErrorMs: number;
  logger: Pick<Logger, 'warn'>;
};

/** Calls `round` again and again, one at a time; an error is logged and the loop goes on. */
export function startLoop({ name, round, afterErrorMs, logger }: LoopOptions): Loop {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = 0;
  let running: Promise<void> | null = null;
  let wokenInMs: number | null = null;
  let stopped = false;

  const plan = (inMs: number) => {
    if (stopped) return;
    clearTimeout(timer);
    dueAt = performance.now() + inMs;
    timer = setTimeout(() => void run(), inMs);
  };
  const run = async () => {
    wokenInMs = null;
    running = once();
    await running;
    running = null;
  };
  const once = async () => {
    let nextMs = afterErrorMs;
    try {
      nextMs = await round();
    } catch (error) {
      if (!stopped) logger.warn({ err: error }, `${name} failed and goes on`);
    }
    plan(Math.min(nextMs, wokenInMs ?? nextMs));
  };
  plan(0);
  return {
    wake(inMs = 0) {
      if (running) wokenInMs = Math.min(inMs, wokenInMs ?? inMs);
      else if (performance.now() + inMs < dueAt) plan(inMs);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
