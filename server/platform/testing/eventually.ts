import { setTimeout as delay } from 'node:timers/promises';

export type EventuallyOptions = {
  /** 10 s unless told. */
  timeoutMs?: number;
  /** What is waited for, as the failure shall say it. */
  what?: string;
  /** Between two tries; 25 ms unless told. */
  everyMs?: number;
};

/**
 * Tries again until `attempt` gives something other than false, null or undefined, and returns that. An attempt that
 * throws counts as not yet. Throws after the deadline with what was waited for and the last error as its cause.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeoutMs = 10_000, what = 'the condition', everyMs = 25 }: EventuallyOptions = {},
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const value = await attempt();
      if (isThere(value)) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await delay(everyMs);
  } while (performance.now() < deadline);
  throw new Error(`Not within ${timeoutMs} ms: ${what}`, { cause: last });
}

function isThere<T>(value: T): value is Exclude<T, false | null | undefined> {
  return value !== false && value !== null && value !== undefined;
}
