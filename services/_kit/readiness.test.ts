import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

const backlog = { outbox: 0, outbox_age: 0, parked: 0, timers: 0, timers_late: 0 };
const clock = { now: () => new Date() };

function readinessOf({ heardAgoMs, query }: { heardAgoMs: number; query: () => Promise<unknown> }) {
  const subscription = { lastHeardAt: () => new Date(Date.now() - heardAgoMs), stop: async () => undefined };
  const engine = {
    started: Promise.resolve(),
    state: () => ({ migrated: true, problem: null, subscription }),
    wakeTimers: () => undefined,
    stop: async () => undefined,
  };
  return createReadiness(poolThat(query), engine, clock);
}

/** Readiness asks nothing else of a pool. */
function poolThat(query: () => Promise<unknown>): pg.Pool {
  return { query } as unknown as pg.Pool;
}

test('a broker not heard of for some seconds is told, and one that is back as well', async () => {
  const query = async () => ({ rows: [backlog] });
  expect(await readinessOf({ heardAgoMs: 4_500, query })()).toMatchObject({ ready: false });
  expect(await readinessOf({ heardAgoMs: 2_100, query })()).toMatchObject({ ready: true });
});

test('a database that does not answer is told with the age of its last answer', async () => {
  const query = vi
    .fn()
    .mockResolvedValueOnce({ rows: [backlog] })
    .mockRejectedValue(new Error('Query read timeout'));
  const readiness = readinessOf({ heardAgoMs: 0, query });
  expect(await readiness()).toMatchObject({ ready: true });
  const { ready, parts } = await readiness();
  expect(ready).toBe(false);
  expect(parts[0]).toMatchObject({ name: 'database', ok: false, detail: 'does not answer', ageMs: expect.any(Number) });
});
