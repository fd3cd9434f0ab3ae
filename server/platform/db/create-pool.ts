import pg from 'pg';
import type { Logger } from '#server/platform/logging/index.ts';
import { connectionConfig } from './connection-config.ts';
import { watchSilence } from './watch-silence.ts';

export type PoolOptions = {
  url: string;
  /** Becomes the search path of every connection. */
  schema: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Most connections at once; 10 unless told. */
  max?: number;
  /** How long to wait for a connection, and for an answer (ms); 5 s and 30 s unless told. */
  patienceMs?: number;
  /**
   * Takes the place of how long to wait for an answer: so long (ms) may a connection in use be without any movement. An
   * answer may take longer where data flows slowly, and connections cut off by the network are given up all at once.
   */
  silentMs?: number;
  logger?: Pick<Logger, 'warn'>;
};

/**
 * A pool whose connections may die at any time without hurting the process: the query that runs fails, the next one
 * gets a new connection. A query without an answer fails after 30 s, so that a half-open connection cannot hang a caller.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { url, schema, applicationName, max = 10, patienceMs, silentMs, logger } = options;
  const pool = new pg.Pool({
    ...connectionConfig({ url, schema, applicationName }),
    max,
    idleTimeoutMillis: 30_000,
    ...(silentMs === undefined && { query_timeout: patienceMs ?? 30_000 }),
    ...(patienceMs !== undefined && { connectionTimeoutMillis: patienceMs }),
  });
  // pg emits 'error' on idle and on checked-out clients alike, and an unheard one ends the process.
  pool.on('error', (error) => logger?.warn({ err: error }, 'an idle database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (silentMs !== undefined) watchSilence(pool, silentMs);
  return pool;
}
