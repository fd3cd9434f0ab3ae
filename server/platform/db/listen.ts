import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '#server/platform/logging/index.ts';
import { connectionConfig } from './connection-config.ts';

export type ListenOptions = {
  url: string;
  channels: readonly string[];
  onMessage(channel: string, payload: string): void;
  /** After each reconnect: notifications may have been missed. */
  onGap(): void;
  signal: AbortSignal;
  logger?: Pick<Logger, 'warn'>;
};

export type Listener = {
  /** Resolves when the first LISTEN stands, or when the signal ends it all. */
  ready: Promise<void>;
  /** Resolves when the connection is closed after the signal. */
  closed: Promise<void>;
  connected(): boolean;
};

const firstWaitMs = 100;
const longestWaitMs = 3_000;
const probeEveryMs = 5_000;

/** LISTEN on a connection of its own that is made again, with back-off, for as long as the signal allows. */
export function listen(options: ListenOptions): Listener {
  const ready = Promise.withResolvers<void>();
  const state = { connected: false, connects: 0 };
  const closed = keepListening(options, state, ready.resolve).finally(ready.resolve);
  return { ready: ready.promise, closed, connected: () => state.connected };
}

type State = { connected: boolean; connects: number };

async function keepListening(options: ListenOptions, state: State, onReady: () => void): Promise<void> {
  const { signal, logger } = options;
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    try {
      await listenOnce(options, state, () => {
        waitMs = firstWaitMs;
        onReady();
      });
    } catch (error) {
      if (!signal.aborted) logger?.warn({ err: error, retryInMs: waitMs }, 'the LISTEN connection was lost');
    }
    await delay(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** Returns when the signal ends it, throws when the connection is lost. */
async function listenOnce(options: ListenOptions, state: State, onConnected: () => void): Promise<void> {
  const config = connectionConfig({ url: options.url, schema: 'public', applicationName: 'nibble-listen' });
  const client = new pg.Client({ ...config, query_timeout: 5_000 });
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  client.on('error', (error) => lost.reject(error));
  client.on('end', () => lost.reject(new Error('the server closed the connection')));
  client.on('notification', ({ channel, payload }) => options.onMessage(channel, payload ?? ''));
  try {
    await client.connect();
    for (const channel of options.channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    state.connected = true;
    state.connects += 1;
    if (state.connects > 1) options.onGap();
    onConnected();
    await Promise.race([lost.promise, probe(client, options.signal)]);
  } finally {
    state.connected = false;
    await client.end().catch(() => undefined);
  }
}

/** A half-open connection sends nothing for ever: ask now and then. */
async function probe(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(probeEveryMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await client.query('select 1');
  }
}
