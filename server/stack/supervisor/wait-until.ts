import { setTimeout as pause } from 'node:timers/promises';

/** Asks `check` every `everyMs` until it says true. Returns false when `withinMs` have passed or `signal` fired first. */
export async function waitUntil(
  check: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 100, signal }: { withinMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (!signal?.aborted) {
    if (await check()) return true;
    if (Date.now() + everyMs > deadline) return false;
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
