'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { correctClock } from '#app/_ui/use-now.client.ts';
import { createLiveConnection, type LiveChange, type LiveStatus } from './live-connection.ts';
import { type OpenStream, shareStream } from './share-stream.ts';

const openStream: OpenStream = (after, followed, { onData, onError }) => {
  const query = new URLSearchParams();
  if (after) query.set('after', after);
  if (followed.length > 0) query.set('flows', ['*', ...followed.map(encodeURIComponent)].join());
  const source = new EventSource(`/api/live?${query}`);
  source.onmessage = (event) => onData(String(event.data));
  source.onerror = onError;
  return source;
};

const connection = createLiveConnection({ open: openInBrowser(), onServerTime: correctClock });

/** Browsers have locks on https and on their own machine only; elsewhere each tab has a stream of its own. */
function openInBrowser(): OpenStream {
  if (typeof window === 'undefined' || !('locks' in navigator) || !('BroadcastChannel' in window)) return openStream;
  const createChannel = () => new BroadcastChannel('nibble-live');
  return shareStream({ open: openStream, locks: navigator.locks, createChannel });
}

const beforeConnecting: LiveStatus = { state: 'connecting', behindMs: null, staleSince: null, trouble: null };

/** How fresh this tab is; renders again when that changes. */
export function useLive(): LiveStatus {
  return useSyncExternalStore(connection.subscribeStatus, connection.status, () => beforeConnecting);
}

/** Calls `onChange` for changes of these flows (`all` = any), and for every resync. */
function useLiveChanges(flows: readonly string[] | 'all', onChange: (change: LiveChange) => void): void {
  const hear = useEffectEvent((change: LiveChange) => {
    if (change.kind === 'resync' || change.more || flows === 'all') onChange(change);
    else if (change.correlationIds.some((id) => flows.includes(id))) onChange(change);
  });
  useEffect(() => connection.subscribeChanges((change) => hear(change)), []);
  const followed = flows === 'all' ? '' : flows.map(encodeURIComponent).join();
  useEffect(() => {
    if (followed !== '') return connection.follow(followed.split(',').map(decodeURIComponent));
  }, [followed]);
}

/** Many changes in a burst cost one reading; the first is read at once. */
const shortestPauseMs = 400;

type LiveQueryOptions = { /** Least time between two readings (ms). */ pauseMs?: number };

/** Reads the query again when one of these flows changed, and after a gap in the stream. */
export function useLiveQuery(
  queryKey: QueryKey,
  flows: readonly string[] | 'all',
  options: LiveQueryOptions = {},
): void {
  const { pauseMs = shortestPauseMs } = options;
  const queries = useQueryClient();
  const lastAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const changed = useRef(false);
  const schedule = () => {
    const wait = Math.max(0, lastAt.current + pauseMs - performance.now());
    timer.current = setTimeout(() => void refresh(), wait);
  };
  const refresh = useEffectEvent(async () => {
    changed.current = false;
    await queries.invalidateQueries({ queryKey });
    lastAt.current = performance.now();
    timer.current = null;
    // What changed while the answer was on its way is perhaps not in it.
    if (changed.current) schedule();
  });
  useLiveChanges(flows, () => {
    changed.current = true;
    if (!timer.current) schedule();
  });
  useEffect(() => {
    return () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    };
  }, []);
}
