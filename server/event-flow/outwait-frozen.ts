import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const patienceMs = 2_000;
const numbers = new WeakMap<pg.ClientBase, number>();

/**
 * Runs `work`, which waits for row locks. Whoever keeps it waiting for two seconds is cut off: a process that is frozen, or
 * one that the network has cut off, keeps its locks, because a backend in the middle of COPY waits for its client for ever
 * and hears no timeout, only termination. A live one needs milliseconds, and tries again.
 */
export async function outwaitFrozen<T>(pool: pg.Pool, client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  const waiter = await backendOf(client);
  const waiting = new AbortController();
  void evict(pool, waiter, waiting.signal);
  try {
    return await work();
  } finally {
    waiting.abort();
  }
}

async function backendOf(client: pg.ClientBase): Promise<number> {
  const known = numbers.get(client);
  if (known !== undefined) return known;
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;
  numbers.set(client, pid);
  return pid;
}

async function evict(pool: pg.Pool, waiter: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(patienceMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await pool
      .query('select pg_terminate_backend(pid) from unnest(pg_blocking_pids($1)) as pid', [waiter])
      .catch(() => undefined);
  }
}
