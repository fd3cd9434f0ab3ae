import type { LiveMessage } from '#schemas/api/live.ts';

/** How fresh the page is. `live` needs both: messages arrive, and the collector is at work. */
export type LiveStatus = {
  state: 'connecting' | 'live' | 'reconnecting' | 'stale' | 'paused';
  /** How far the index is behind Kafka (ms), as the collector last said; null when unknown. */
  behindMs: number | null;
  /** Since when nothing fresh was heard (ms since 1970); only while `stale`. */
  staleSince: number | null;
};

/** What changed: these flows, or (on `resync`) possibly anything, so that everything shown is to be read again. */
export type LiveChange =
  | { kind: 'flows'; correlationIds: string[]; more: boolean }
  | { kind: 'resync'; reason: string };

export type LiveConnection = {
  subscribeStatus: (listener: () => void) => () => void;
  status: () => LiveStatus;
  subscribeChanges: (listener: (change: LiveChange) => void) => () => void;
  /** Asks to hear of every row of these flows, not only when their line in a list changed; returns how to stop. */
  follow: (flows: readonly string[]) => () => void;
};

/** The server says something at least every 2 s; a connection silent for longer than this is dead. */
const silenceMs = 10_000;
/** A collector heartbeat older than this means that the picture stands still. */
const collectorSilenceMs = 8_000;
const firstRetryMs = 500;
const longestRetryMs = 10_000;
/** A hidden tab gives its connection back (browsers allow six a host) and reads again when seen. */
const hiddenMs = 60_000;

type Environment = {
  /** `after`: the cursor of the last message heard, to catch up from. `followed`: flows of which every row matters. */
  open: (
    after: string | null,
    followed: string[],
    hear: { onData: (data: string) => void; onError: () => void },
  ) => { close: () => void };
  onServerTime: (ms: number) => void;
};

/** One stream for the whole tab, opened with the first listener and kept; reconnects for ever by itself. */
export function createLiveConnection({ open, onServerTime }: Environment): LiveConnection {
  const statusListeners = new Set<() => void>();
  const changeListeners = new Set<(change: LiveChange) => void>();
  let status: LiveStatus = { state: 'connecting', behindMs: null, staleSince: null };
  let source: { close: () => void } | null = null;
  let lastHeardAt = 0;
  let cursor: string | null = null;
  let retryMs = firstRetryMs;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let started = false;
  const follows = new Set<readonly string[]>();
  let opened = '';

  const setStatus = (next: LiveStatus) => {
    if (next.state === status.state && next.behindMs === status.behindMs && next.staleSince === status.staleSince)
      return;
    status = next;
    for (const listener of statusListeners) listener();
  };
  const tell = (change: LiveChange) => {
    for (const listener of changeListeners) listener(change);
  };

  const followedNow = () => [...new Set([...follows].flat())].toSorted();
  const connect = () => {
    clearTimeout(retryTimer);
    source?.close();
    lastHeardAt = Date.now();
    const followed = followedNow();
    opened = followed.join();
    source = open(cursor, followed, { onData: (data) => hear(parseLiveMessage(data)), onError: retry });
  };
  /** Another page shows other flows: the stream is asked for those, from the cursor on, so that nothing is missed. */
  const reopen = () => {
    if (source && followedNow().join() !== opened) connect();
  };
  const retry = () => {
    source?.close();
    source = null;
    if (status.state !== 'stale') setStatus({ state: 'reconnecting', behindMs: null, staleSince: null });
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, retryMs * (0.5 + Math.random() / 2));
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };

  const hear = (message: LiveMessage) => {
    lastHeardAt = Date.now();
    retryMs = firstRetryMs;
    onServerTime(Date.parse(message.at));
    switch (message.kind) {
      case 'hello':
        setStatus({ state: 'live', behindMs: status.behindMs, staleSince: null });
        // With a cursor the server sends what was missed, or a resync; without one, whatever was committed between
        // reading the page and this moment was not announced to us.
        if (cursor === null) tell({ kind: 'resync', reason: 'connected' });
        cursor ??= message.cursor;
        return;
      case 'flows':
        cursor = message.cursor;
        tell({ kind: 'flows', correlationIds: message.correlationIds, more: message.more });
        return;
      case 'resync':
        cursor = message.cursor;
        tell({ kind: 'resync', reason: message.reason });
        return;
      case 'pulse':
        setStatus(statusOfPulse(message));
    }
  };

  const watch = () => {
    if (document.hidden || !source) return;
    const silent = Date.now() - lastHeardAt;
    if (silent < silenceMs) return;
    if (status.state !== 'stale') setStatus({ state: 'stale', behindMs: null, staleSince: lastHeardAt });
    retry();
  };

  const onVisibility = () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(() => {
        source?.close();
        source = null;
        clearTimeout(retryTimer);
        setStatus({ state: 'paused', behindMs: null, staleSince: null });
      }, hiddenMs);
    } else if (status.state === 'paused') {
      setStatus({ state: 'reconnecting', behindMs: null, staleSince: null });
      connect();
    }
  };

  const start = () => {
    if (started) return;
    started = true;
    connect();
    setInterval(watch, 2000);
    document.addEventListener('visibilitychange', onVisibility);
  };

  return {
    subscribeStatus: (listener) => {
      start();
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    status: () => status,
    subscribeChanges: (listener) => {
      start();
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    follow: (flows) => {
      follows.add(flows);
      queueMicrotask(reopen);
      return () => {
        follows.delete(flows);
        queueMicrotask(reopen);
      };
    },
  };
}

/** Our own stream, made from the same schema: its shape is guaranteed by the route that sends it. */
function parseLiveMessage(data: string): LiveMessage {
  return JSON.parse(data) as LiveMessage;
}

function statusOfPulse(pulse: Extract<LiveMessage, { kind: 'pulse' }>): LiveStatus {
  const collectorAt = pulse.collectorAt ? Date.parse(pulse.collectorAt) : null;
  const fresh = collectorAt !== null && Date.parse(pulse.at) - collectorAt < collectorSilenceMs;
  return fresh
    ? { state: 'live', behindMs: pulse.behindMs, staleSince: null }
    : { state: 'stale', behindMs: null, staleSince: collectorAt };
}
