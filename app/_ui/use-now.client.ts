'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';

/** The server's time of rendering (ms), so that the first client render says the same as the HTML. */
export const RenderedAt = createContext<number>(0);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let now = 0;
let serverAhead = 0;

function tick(): void {
  now = Date.now() + serverAhead;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = Date.now() + serverAhead;
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Clocks of browsers go wrong; below two seconds the network is the likelier reason. */
export function correctClock(serverTime: number): void {
  const ahead = serverTime - Date.now();
  serverAhead = Math.abs(ahead) < 2000 ? 0 : ahead;
}

/**
 * What `select` makes of the server's present time (ms), kept fresh once a second by one timer for the whole tab.
 * A component renders again only when its own result changes; `select` must return a primitive.
 */
export function useNow<T extends string | number | boolean>(select: (now: number) => T): T {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribe,
    () => select(now === 0 ? Date.now() : now),
    () => select(renderedAt),
  );
}
