'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { correctClock } from '#app/_ui/use-now.client.ts';
import { createLiveConnection, type LiveChange, type LiveStatus } from './live-connection.ts';

const connection = createLiveConnection({
  open: () => new EventSource('/api/live'),
  onServerTime: correctClock,
});

const beforeConnecting: LiveStatus = { state: 'connecting', behindMs: null, staleSince: null };

/** How fresh this tab is; renders again when that changes. */
export function useLive(): LiveStatus {
  return useSyncExternalStore(connection.subscribeStatus, connection.status, () => beforeConnecting);
}

/** Calls `onChange` for changes of these flows (`all` = any), and for every resync. */
export function useLiveChanges(flows: readonly string[] | 'all', onChange: (change: LiveChange) => void): void {
  const hear = useEffectEvent((change: LiveChange) => {
    if (change.kind === 'resync' || change.more || flows === 'all') onChange(change);
    else if (change.correlationIds.some((id) => flows.includes(id))) onChange(change);
  });
  useEffect(() => connection.subscribeChanges((change) => hear(change)), []);
}

/** Many changes in a burst cost one reading; the first is read at once. */
const shortestPauseMs = 400;

/** Reads the query again when one of these flows changed, and after every reconnect. */
export function useLiveQuery(queryKey: QueryKey, flows: readonly string[] | 'all'): void {
  const queries = useQueryClient();
  const lastAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const refresh = useEffectEvent(() => {
    lastAt.current = Date.now();
    timer.current = null;
    void queries.invalidateQueries({ queryKey });
  });
  useLiveChanges(flows, () => {
    if (timer.current) return;
    const wait = Math.max(0, lastAt.current + shortestPauseMs - Date.now());
    timer.current = setTimeout(() => refresh(), wait);
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
}
