import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#server/platform/logging/index.ts';

export type Repeated = { stop(): Promise<void> };

type RepeatOptions = {
  what: string;
  everyMs: number;
  /** The longest pause after failures; 5 s unless told, and never shorter than `everyMs`. */
  longestPauseMs?: number;
  logger: Logger;
  /** True: there is more to do at once. */
  task(): Promise<boolean>;
};

/** After an outage pages must be true again within seconds, so nothing waits for longer than it takes to try. */
const usualLongestPauseMs = 5_000;

/** Does a task again and again, never twice at a time; after a failure with growing pauses. `stop` waits for it to end. */
export function repeat({ what, everyMs, longestPauseMs = usualLongestPauseMs, logger, task }: RepeatOptions): Repeated {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function once(): Promise<boolean | null> {
    try {
      return await task();
    } catch (err) {
      logger.warn({ err }, `${what} failed; trying again`);
      return null;
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const more = await once();
      failures = more === null ? failures + 1 : 0;
      const pauseMs = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(everyMs, longestPauseMs));
      if (!more) await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
