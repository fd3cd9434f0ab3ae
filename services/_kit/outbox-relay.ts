import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { createPool } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { MessageBroker } from './broker/message-broker.ts';
import { publishOutbox } from './publish-outbox.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import { outboxChannel } from './work.ts';

export type RelayOptions = {
  databaseUrl: string;
  /** The service: its schema, its channel and its lock. */
  name: string;
  broker: MessageBroker;
  metrics: ServiceMetrics;
  logger: Logger;
};

export type Relay = {
  /** Publishes what is committed (for `flushMs` at most) and lets go of the lock. */
  stop(): Promise<void>;
};

const lookAgainMs = 1_000;
const standbyMs = 2_000;
const longestPauseMs = 5_000;
const flushMs = 3_000;

/**
 * Publishes the outbox in the order of its rows, each at least once. One relay a service works at a time: an advisory
 * lock lives on the one connection that also reads and marks the rows, so a relay that loses its lock cannot go on.
 */
export function startOutboxRelay(options: RelayOptions): Relay {
  const pool = createPool({
    url: options.databaseUrl,
    schema: options.name,
    applicationName: `${options.name} outbox`,
    max: 1,
    logger: options.logger,
  });
  const stopping = new AbortController();
  const done = keepRelaying(pool, options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
      await pool.end();
    },
  };
}

async function keepRelaying(pool: pg.Pool, options: RelayOptions, signal: AbortSignal): Promise<void> {
  let pauseMs = 100;
  while (!signal.aborted) {
    try {
      await relayOnce(pool, options, signal, () => {
        pauseMs = 100;
      });
    } catch (error) {
      if (!signal.aborted)
        options.logger.warn({ err: error, againInMs: pauseMs }, 'publishing failed and is tried again');
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function relayOnce(pool: pg.Pool, options: RelayOptions, signal: AbortSignal, onSuccess: () => void) {
  const client = await pool.connect();
  const waker = createWaker(signal);
  try {
    client.on('notification', waker.wake);
    await client.query(`listen ${client.escapeIdentifier(outboxChannel(options.name))}`);
    while (!(await lock(client, options.name))) {
      await pause(standbyMs, signal);
      if (signal.aborted) return;
    }
    while (!signal.aborted) {
      waker.reset();
      const published = await publishOutbox(client, options);
      onSuccess();
      if (published === 0) await waker.wait(lookAgainMs);
    }
    await flush(client, options);
  } finally {
    // Destroyed, not given back: that frees the lock.
    client.release(true);
  }
}

async function flush(client: pg.PoolClient, options: RelayOptions): Promise<void> {
  const deadline = performance.now() + flushMs;
  while (performance.now() < deadline) {
    if ((await publishOutbox(client, options)) === 0) return;
  }
}

async function lock(client: pg.PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [`nibble outbox ${name}`],
  );
  return rows[0]?.locked === true;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

function createWaker(signal: AbortSignal) {
  let woken = Promise.withResolvers<void>();
  const wake = () => woken.resolve();
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    reset() {
      woken = Promise.withResolvers<void>();
      if (signal.aborted) woken.resolve();
    },
    wait: (ms: number) => Promise.race([woken.promise, pause(ms, signal)]),
  };
}
