import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createReadiness } from './readiness.ts';
import { type WriteWatch, watchWrites } from './watch-writes.ts';

const backlog = { outbox: 0, outbox_age: 0, held: 0, timers: 0, timers_late: 0 };
const clock = { now: () => new Date() };

type Given = { heardAgoMs: number; query: () => Promise<unknown>; writes?: WriteWatch };

function readinessOf({ heardAgoMs, query, writes = watchWrites() }: Given) {
  const subscription = { lastHeardAt: () => new Date(Date.now() - heardAgoMs), stop: async () => undefined };
  const engine = {
    started: Promise.resolve(),
    state: () => ({ migrated: true, problem: null, subscription }),
    wakeTimers: () => undefined,
    stop: async () => undefined,
  };
  return createReadiness({ pool: poolThat(query), engine, writes, clock });
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

test('a disk that is full is told though the database answers', async () => {
  const writes = watchWrites();
  const readiness = readinessOf({ heardAgoMs: 0, query: async () => ({ rows: [backlog] }), writes });
  writes.note(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
  expect(await readiness()).toMatchObject({ ready: true });
  writes.note(Object.assign(new Error('could not extend file'), { code: '53100' }));
  const { ready, parts } = await readiness();
  expect(ready).toBe(false);
  expect(parts).toContainEqual(expect.objectContaining({ name: 'writing', ok: false }));
});
