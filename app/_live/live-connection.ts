import type { LiveMessage, Trouble } from '#schemas/api/live.ts';
import type { OpenStream } from './share-stream.ts';

/** How fresh the page is. `live` needs both: messages arrive, and the collector is at work. */
export type LiveStatus = {
  state: 'connecting' | 'live' | 'reconnecting' | 'stale' | 'paused';
  /** How far the index is behind Kafka (ms), as the collector last said; null when unknown. */
  behindMs: number | null;
  /** Since when nothing fresh was heard (ms since 1970); only while `stale`. */
  staleSince: number | null;
  /** What is wrong behind the page, also when that is the console itself; null when nothing is known to be. */
  trouble: Trouble | null;
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
/** A hidden tab gives its connection back (browsers allow six a host) and catches up when seen. */
const hiddenMs = 10_000;

type Environment = {
  /** `after`: the cursor of the last message heard, to catch up from. `followed`: flows of which every row matters. */
  open: OpenStream;
  onServerTime: (ms: number) => void;
};

const unknown = { behindMs: null, staleSince: null, trouble: null } as const;

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
  status: LiveStatus = { ...unknown, state: 'connecting' };

  readonly #environment: Environment;
  readonly #follows = new Set<readonly string[]>();
  #source: { close: () => void } | null = null;
  #openedFor = '';
  #started = false;
  #cursor: string | null = null;
  // By the steady clock: one that is set must not look like silence.
  #lastHeardAt = 0;
  #openedAt = 0;
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
    this.#lastHeardAt = performance.now();
    this.#connect();
    setInterval(() => this.#watchSilence(), 2000);
    document.addEventListener('visibilitychange', () => this.#onVisibility());
  }

  #connect(): void {
    this.#disconnect();
    this.#openedAt = performance.now();
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
    if (this.status.state !== 'stale') this.#say({ ...unknown, state: 'reconnecting' });
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
    this.#lastHeardAt = performance.now();
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
        this.#hearPulse(message);
    }
  }

  /** After trouble everything shown is read again: what happened meanwhile was not announced. */
  #hearPulse(pulse: Extract<LiveMessage, { kind: 'pulse' }>): void {
    const wasStale = this.status.state === 'stale';
    this.#say(statusOfPulse(pulse, this.status.trouble));
    if (wasStale && this.status.state === 'live') this.#tell({ kind: 'resync', reason: 'all is well again' });
  }

  #watchSilence(): void {
    const now = performance.now();
    if (document.hidden || this.status.state === 'paused' || now - this.#lastHeardAt < silenceMs) return;
    const staleSince = Date.now() - (now - this.#lastHeardAt);
    this.#say({ state: 'stale', behindMs: null, staleSince, trouble: consoleAway(staleSince, this.status.trouble) });
    if (this.#source && now - this.#openedAt >= silenceMs) this.#retry();
  }

  #onVisibility(): void {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => {
        this.#disconnect();
        this.#say({ ...unknown, state: 'paused' });
      }, hiddenMs);
    } else if (this.status.state === 'paused') {
      this.#say({ ...unknown, state: 'reconnecting' });
      this.#lastHeardAt = performance.now();
      this.#connect();
    }
  }

  #say(next: LiveStatus): void {
    const { state, behindMs, trouble } = this.status;
    const isSame = next.state === state && next.behindMs === behindMs && next.trouble === trouble;
    if (isSame && (next.staleSince === this.status.staleSince || trouble !== null)) return;
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

function statusOfPulse(pulse: Extract<LiveMessage, { kind: 'pulse' }>, before: Trouble | null): LiveStatus {
  if (pulse.trouble) {
    const trouble = steady(pulse.trouble, before);
    return { state: 'stale', behindMs: null, staleSince: trouble.since ? Date.parse(trouble.since) : null, trouble };
  }
  const collectorAt = pulse.collectorAt ? Date.parse(pulse.collectorAt) : null;
  const fresh = collectorAt !== null && Date.parse(pulse.at) - collectorAt < collectorSilenceMs;
  return fresh
    ? { ...unknown, state: 'live', behindMs: pulse.behindMs }
    : { ...unknown, state: 'stale', staleSince: collectorAt };
}

function consoleAway(since: number, before: Trouble | null): Trouble {
  const next = 'This page keeps what it has and goes on by itself once the console is back.';
  return steady({ detail: 'The console cannot be reached', since: new Date(since).toISOString(), next }, before);
}

/** Beginnings are told as "so long ago": the same one must not flicker from one second to the next. */
const sameBeginningMs = 2_000;

function steady(trouble: Trouble, before: Trouble | null): Trouble {
  if (before?.detail !== trouble.detail) return trouble;
  const apartMs = Math.abs(Date.parse(before.since ?? '') - Date.parse(trouble.since ?? ''));
  return before.since === trouble.since || apartMs < sameBeginningMs ? before : trouble;
}
