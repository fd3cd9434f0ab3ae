'use client';

import { useEffect, useRef, useState } from 'react';
import type { TimeWindow } from './zoom-window.ts';

type Moving = { window: TimeWindow | null; since: TimeWindow | null };

const settlesAfterMs = 250;

/**
 * The window that is drawn, and how a gesture moves it: many times a second, while what stands in the URL is written once,
 * when the reader pauses. A window that comes from the URL meanwhile takes over.
 */
export function useSettledWindow(
  settled: TimeWindow | null,
  onSettle: (window: TimeWindow | null) => void,
): [TimeWindow | null, (window: TimeWindow | null) => void] {
  const [moving, setMoving] = useState<Moving | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Also what waits to be written is over then: “Show all” right after a zoom must not jump back to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that ends the wait
  useEffect(() => () => clearTimeout(timer.current), [settled]);
  const move = (window: TimeWindow | null) => {
    setMoving({ window, since: settled });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSettle(window), settlesAfterMs);
  };
  return [moving !== null && moving.since === settled ? moving.window : settled, move];
}
