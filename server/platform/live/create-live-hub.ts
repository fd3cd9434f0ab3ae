import type { LiveMessage, Trouble } from '#schemas/api/live.ts';
import { listen } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { createLiveHistory, type LiveHistory } from './live-history.ts';
import { flowsChannel, readNotice } from './notify-flows.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** How old the picture is, as the collector last said it (null is not known), and what is wrong behind it. */
export type Pulse = { collectorAt: string | null; behindMs: number | null; trouble: Trouble | null };

export type LiveHubOptions = {
  url: string;
  logger: Pick<Logger, 'warn'>;
  /** Asked every `pulseEveryMs` while someone listens; when it throws, the pulse says that nothing is known. */
  readPulse(): Promise<Pulse>;
  /** 2,000 ms unless told. */
  pulseEveryMs?: number;
};

export type SubscribeOptions = {
  flows?: readonly string[] | 'all';
  /** The cursor of the last message seen (`Last-Event-ID`): what came since is sent again, or a `resync` says it is gone. */
  after?: string;
  signal: AbortSignal;
};

export type LiveHub = {
  /** Begins with `hello`; ends with the signal or with the hub. */
  subscribe(options: SubscribeOptions): AsyncIterable<LiveMessage>;
  subscribers(): number;
  close(): Promise<void>;
};

type Room = { history: LiveHistory; subscribers: Set<Subscriber>; stop: AbortSignal };

/**
 * One LISTEN connection for all tabs of a web process. A subscriber that reads slowly costs a bounded queue and is told
 * to `resync`; a lost database connection tells everybody.
 */
export function createLiveHub({ url, logger, readPulse, pulseEveryMs = 2_000 }: LiveHubOptions): LiveHub {
  const stop = new AbortController();
  const room: Room = { history: createLiveHistory(), subscribers: new Set(), stop: stop.signal };
  const listener = listen({
    url,
    channels: [flowsChannel],
    onMessage: (_, payload) => {
      const news = room.history.add(readNotice(payload));
      for (const subscriber of room.subscribers) subscriber.pushNews(news);
    },
    onGap: () => pushAll(room, room.history.forget('the connection to the database was lost for a while')),
    signal: stop.signal,
    logger,
  });
  // Who subscribed while the database was away has been told nothing yet.
  void listener.ready.then(() => pushAll(room, room.history.forget('the live connection stands from now on')));
  const stopPulse = startPulse(room, readPulse, pulseEveryMs);

  return {
    subscribe: (options) => subscribe(room, options),
    subscribers: () => room.subscribers.size,
    close: async () => {
      stopPulse();
      stop.abort();
      await listener.closed;
    },
  };
}

function pushAll({ subscribers }: Room, message: LiveMessage): void {
  for (const subscriber of subscribers) subscriber.push(message);
}

async function* subscribe(room: Room, { flows = 'all', after, signal }: SubscribeOptions): AsyncGenerator<LiveMessage> {
  const subscriber = createSubscriber(flows, AbortSignal.any([signal, room.stop]));
  const missed = after === undefined ? [] : room.history.since(after);
  subscriber.push({ kind: 'hello', cursor: room.history.cursor(), at: new Date().toISOString() });
  if (Array.isArray(missed)) for (const news of missed) subscriber.pushNews(news);
  else subscriber.push(missed);
  room.subscribers.add(subscriber);
  try {
    yield* subscriber.messages();
  } finally {
    room.subscribers.delete(subscriber);
  }
}

function startPulse(room: Room, readPulse: () => Promise<Pulse>, everyMs: number): () => void {
  let asking = false;
  const timer = setInterval(async () => {
    if (asking || room.subscribers.size === 0) return;
    asking = true;
    const read = await readPulse().catch(() => ({ collectorAt: null, behindMs: null, trouble: null }));
    asking = false;
    pushAll(room, { kind: 'pulse', ...read, at: new Date().toISOString() });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
