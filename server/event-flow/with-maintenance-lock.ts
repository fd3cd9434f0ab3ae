import type pg from 'pg';
import { allowSilence } from '#server/platform/db/index.ts';

// Detaching waits for every query that still reads the partition.
const longestWaitMs = 120_000;
const lockName = 'nibble-event-flow-partitions';

/**
 * Lets one process at a time change partitions: `wait` queues, otherwise a busy lock gives null. The lock is held by the
 * session, not by a transaction, because detaching concurrently must not run in one.
 */
export async function withMaintenanceLock<T>(
  pool: pg.Pool,
  wait: boolean,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect();
  allowSilence(client, longestWaitMs);
  let broken: Error | undefined;
  try {
    if (!(await lock(client, wait))) return null;
    return await work(client);
  } catch (error) {
    broken = error instanceof Error ? error : new Error('partition maintenance failed', { cause: error });
    throw error;
  } finally {
    // A connection whose work failed is closed, which frees the lock whatever state it is in.
    if (!broken) await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lockName]);
    client.release(broken);
  }
}

async function lock(client: pg.PoolClient, wait: boolean): Promise<boolean> {
  if (wait) {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockName]);
    return true;
  }
  const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', [lockName]);
  return rows[0]?.got === true;
}
