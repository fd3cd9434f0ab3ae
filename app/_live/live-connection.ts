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
export function createLiveConnection(environment: Environment): LiveConnection {
  const line = new LiveLine(environment);
  return {
    subscribeStatus: (listener) => line.listen(line.statusListeners, listener),
    status: () => line.status,
    subscribeChanges: (listener) => line.listenToChanges(listener),
    follow: (flows) => line.follow(flows),
  };
}

class LiveLine {
  readonly statusListeners = new Set<() => void>();
  readonly changeListeners = new Set<(change: LiveChange) => void>();
  status: LiveStatus = { state: 'connecting', behindMs: null, staleSince: null };

  readonly #environment: Environment;
  readonly #follows = new Set<readonly string[]>();
  #source: { close: () => void } | null = null;
  #openedFor = '';
  #started = false;
  #cursor: string | null = null;
  #lastHeardAt = 0;
  #retryMs = firstRetryMs;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
    this.#start();
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** What was committed between reading the page and this moment may have been told before: then read again. */
  listenToChanges(listener: (change: LiveChange) => void): () => void {
    const leave = this.listen(this.changeListeners, listener);
    const late = { kind: 'resync', reason: 'the stream stood before this part of the page' } as const;
    if (this.#cursor !== null) queueMicrotask(() => this.changeListeners.has(listener) && listener(late));
    return leave;
  }

  follow(flows: readonly string[]): () => void {
    this.#follows.add(flows);
    queueMicrotask(() => this.#reopenForOthers());
    return () => {
      this.#follows.delete(flows);
      queueMicrotask(() => this.#reopenForOthers());
    };
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#connect();
    setInterval(() => this.#watchSilence(), 2000);
    document.addEventListener('visibilitychange', () => this.#onVisibility());
  }

  #connect(): void {
    this.#disconnect();
    this.#lastHeardAt = Date.now();
    const followed = this.#followedNow();
    this.#openedFor = followed.join();
    this.#source = this.#environment.open(this.#cursor, followed, {
      onData: (data) => this.#hear(parseLiveMessage(data)),
      onError: () => this.#retry(),
    });
  }

  #disconnect(): void {
    clearTimeout(this.#retryTimer);
    this.#source?.close();
    this.#source = null;
  }

  #retry(): void {
    this.#disconnect();
    if (this.status.state !== 'stale') this.#say({ state: 'reconnecting', behindMs: null, staleSince: null });
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs * (0.5 + Math.random() / 2));
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  /** Another page shows other flows: the stream is asked for those, from the cursor on, so that nothing is missed. */
  #reopenForOthers(): void {
    if (this.#source && this.#followedNow().join() !== this.#openedFor) this.#connect();
  }

  #followedNow(): string[] {
    return [...new Set([...this.#follows].flat())].toSorted();
  }

  #hear(message: LiveMessage): void {
    this.#lastHeardAt = Date.now();
    this.#retryMs = firstRetryMs;
    this.#environment.onServerTime(Date.parse(message.at));
    switch (message.kind) {
      case 'hello':
        // The stream stands, which says nothing of the collector: the first pulse does, two seconds later at most.
        // With a cursor the server sends what was missed, or a resync; without one, whatever was committed between
        // reading the page and this moment was not announced to us.
        if (this.#cursor === null) this.#tell({ kind: 'resync', reason: 'connected' });
        this.#cursor ??= message.cursor;
        return;
      case 'flows':
        this.#cursor = message.cursor;
        this.#tell({ kind: 'flows', correlationIds: message.correlationIds, more: message.more });
        return;
      case 'resync':
        this.#cursor = message.cursor;
        this.#tell({ kind: 'resync', reason: message.reason });
        return;
      case 'pulse':
        this.#say(statusOfPulse(message));
    }
  }

  #watchSilence(): void {
    if (document.hidden || !this.#source || Date.now() - this.#lastHeardAt < silenceMs) return;
    if (this.status.state !== 'stale') this.#say({ state: 'stale', behindMs: null, staleSince: this.#lastHeardAt });
    this.#retry();
  }

  #onVisibility(): void {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => {
        this.#disconnect();
        this.#say({ state: 'paused', behindMs: null, staleSince: null });
      }, hiddenMs);
    } else if (this.status.state === 'paused') {
      this.#say({ state: 'reconnecting', behindMs: null, staleSince: null });
      this.#connect();
    }
  }

  #say(next: LiveStatus): void {
    const { state, behindMs, staleSince } = this.status;
    if (next.state === state && next.behindMs === behindMs && next.staleSince === staleSince) return;
    this.status = next;
    for (const listener of this.statusListeners) listener();
  }

  #tell(change: LiveChange): void {
    for (const listener of this.changeListeners) listener(change);
  }
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
