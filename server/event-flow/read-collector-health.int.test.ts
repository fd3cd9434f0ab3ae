import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { getCoverage } from './get-coverage.ts';
import { heartbeat } from './heartbeat.ts';
import { readCollectorHealth } from './read-collector-health.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { createTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
let state: StoreState;
const topic = 'order-events';

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
  await recordLogEnds(state, [{ topic, partition: 0, logStart: 0n, logEnd: 0n }]);
});
afterAll(() => store.close());

describe('what pages say of the collector', () => {
  test('the collector is well only while it says so and is heard', async () => {
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: false, at: null, ageMs: null });
    await heartbeat(state, { collector: 'me', state: 'running', problem: null });
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: true, state: 'running', collectors: 1 });
    await heartbeat(state, { collector: 'me', state: 'degraded', problem: 'Kafka is away' });
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: false, problem: 'Kafka is away' });
    await store.pool.query(
      `update collector set state = 'running', problem = null, heartbeat_at = now() - interval '6 seconds'`,
    );
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: false, collectors: 0 });
  });

  test('what troubles the collector is told with its age, and no longer once it is silent', async () => {
    const trouble = { kind: 'kafka' as const, ageMs: 20_000 };
    await heartbeat(state, { collector: 'me', state: 'degraded', problem: 'kafka: away', trouble });
    const { trouble: told } = await readCollectorHealth(store.pool);
    expect(told?.kind).toBe('kafka');
    expect(told?.ageMs).toBeGreaterThanOrEqual(20_000);
    await store.pool.query(`update collector set heartbeat_at = now() - interval '6 seconds'`);
    expect(await readCollectorHealth(store.pool)).toMatchObject({ isSilent: true, trouble: null });
    await heartbeat(state, { collector: 'me', state: 'running', problem: null });
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: true, trouble: null });
  });

  test('signs of life from an hour ahead, before the clock was set back, say nothing', async () => {
    await heartbeat(state, { collector: 'former', state: 'running', problem: null });
    await store.pool.query(`update collector set heartbeat_at = now() + interval '1 hour'`);
    await store.pool.query(`update index_offset set log_at = now() + interval '1 hour'`);
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: false, collectors: 0, brokerAt: null });
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
    await heartbeat(state, { collector: 'me', state: 'degraded', problem: 'Kafka is away' });
    expect(await readCollectorHealth(store.pool)).toMatchObject({ problem: 'Kafka is away', collectors: 1 });
    await store.pool.query(`delete from collector where id = 'former'`);
    await store.pool.query(`update index_offset set log_at = now()`);
  });

  test('the broker is heard of while any partition is, whatever became of a deleted topic', async () => {
    await recordLogEnds(state, [
      { topic, partition: 0, logStart: 0n, logEnd: 0n },
      { topic: 'deleted-topic', partition: 0, logStart: 0n, logEnd: 5n },
    ]);
    await store.pool.query(
      `update index_offset o set log_at = now() - interval '1 day' from word w where w.id = o.topic and w.text = 'deleted-topic'`,
    );
    await heartbeat(state, { collector: 'me', state: 'running', problem: null });
    const { brokerAt, behindMs } = await readCollectorHealth(store.pool);
    expect(behindMs, 'the deleted topic is not waited for').toBe(0);
    expect(Date.now() - Date.parse(brokerAt ?? '')).toBeLessThan(60_000);
    await store.pool.query(`delete from index_offset o using word w where w.id = o.topic and w.text = 'deleted-topic'`);
  });

  test('what a former collector heard of the broker says nothing about the one that runs', async () => {
    await store.pool.query(`update index_offset set log_at = now() - interval '1 hour', owner = 'former'`);
    await heartbeat(state, { collector: 'me', state: 'running', problem: null });
    expect(await readCollectorHealth(store.pool)).toMatchObject({ ok: true, brokerAt: null, behindMs: null });
  });
});
