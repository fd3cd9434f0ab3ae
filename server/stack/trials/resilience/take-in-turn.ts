import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Attacker } from '../services/attack-services.ts';

export type Turns = Attack & {
  /** The service that is away now. */
  away(): string | null;
};

const longestReturnMs = 120_000;

/** Takes each service away for `downMs`, one after the other; `stop` waits until each has had its turn. */
export function takeInTurn(
  { stack, names, note }: Attacker,
  { downMs, betweenMs }: { downMs: number; betweenMs: number },
): Turns {
  const returns: number[] = [];
  let blows = 0;
  let away: string | null = null;
  const isReady = (name: string) => stack.views().find((view) => view.name === name)?.state === 'ready';
  const running = (async () => {
    for (const name of names) {
      await delay(betweenMs);
      note({ away: name, forMs: downMs });
      const release = stack.hold(name);
      blows += 1;
      away = name;
      await delay(downMs);
      release();
      const released = performance.now();
      while (!isReady(name) && performance.now() - released < longestReturnMs) await delay(50);
      away = null;
      returns.push(performance.now() - released);
      note({ back: name });
    }
  })();
  return { blows: () => blows, returns: () => returns, away: () => away, stop: () => running };
}
