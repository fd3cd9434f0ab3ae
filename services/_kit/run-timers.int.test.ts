import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nextTimerInMs, runDueTimer, type TimerSetting } from './run-timers.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';
import { samplePicked } from './sample-records.ts';
import { runWork } from './work.ts';

const cause = { correlationId: 'flow-1', causationId: 'cause-1' };

let kit: SampleKit;
let setting: TimerSetting;
let failing: boolean;
beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(async () => {
  await kit.clear();
  failing = false;
  setting = {
    work: kit.work,
    logger: kit.logger,
    timers: {
      tick: async (orderId, work) => {
        await work.client.query('insert into effect (order_id) values ($1)', [orderId]);
        work.publish('delivery.picked_up', orderId, { ...samplePicked, order_id: orderId });
        if (failing) throw new Error('not now');
      },
    },
  };
});
const startTimer = (kind: string, id: string, afterMs: number) =>
  runWork(kit.work, cause, async (work) => work.startTimer(kind, id, afterMs));
const effects = () => kit.column('select order_id from effect order by id');

describe('a timer', () => {
  test('that fails leaves nothing but a later try', async () => {
    failing = true;
    await startTimer('tick', 'a', 0);
    expect(await runDueTimer(setting)).toBe(true);
    expect(await effects()).toEqual([]);
    expect(await kit.column('select key from outbox')).toEqual([]);
    expect(await kit.column("select attempts || ' ' || last_error from timer")).toEqual(['1 not now']);
    expect(await runDueTimer(setting)).toBe(false);
    expect(await nextTimerInMs(setting)).toBeGreaterThan(0);
  });

  test('of a kind that nobody handles is kept and told', async () => {
    await startTimer('unknown', 'a', 0);
    await runDueTimer(setting);
    expect(await kit.column('select last_error from timer')).toEqual(['no handler for timers of the kind unknown']);
  });

  test('is told of after the commit, so that nobody has to look for it; not when it was undone or stopped', async () => {
    const told: [number, string[]][] = [];
    const rows = () => kit.column('select kind from timer order by kind');
    const pending: Promise<unknown>[] = [];
    const work = {
      ...kit.work,
      onTimer: (ms: number) => void pending.push(rows().then((kinds) => told.push([ms, kinds]))),
    };
    await runWork(work, cause, async (one) => one.startTimer('tick', 'a', 7_000));
    const undone = runWork(work, cause, async (one) => {
      one.startTimer('tick', 'b', 8_000);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await runWork(work, cause, async (one) => {
      one.startTimer('tick', 'c', 9_000);
      await one.stopTimers('c');
    });
    await Promise.all(pending);
    expect(told).toEqual([[7_000, ['tick']]]);
  });

  test('of a transaction that was undone was never started', async () => {
    const undone = runWork(kit.work, cause, async (work) => {
      work.startTimer('tick', 'a', 0);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await runDueTimer(setting)).toBe(false);
  });

  test('that is stopped does not run', async () => {
    await startTimer('tick', 'a', 0);
    await runWork(kit.work, cause, (work) => work.stopTimers('a'));
    expect(await runDueTimer(setting)).toBe(false);
  });

  test('and the one that stops it never wait for each other in a circle', async () => {
    await kit.pool.query("create table aggregate (id text primary key); insert into aggregate values ('a')");
    const lock = (client: pg.PoolClient) => client.query("select from aggregate where id = 'a' for update");
    const inHand = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    setting.timers.tick = async (orderId, work) => {
      inHand.resolve();
      await goOn.promise;
      await lock(work.client);
      await work.client.query('insert into effect (order_id) values ($1)', [orderId]);
    };
    await startTimer('tick', 'a', 0);
    const running = runDueTimer(setting);
    await inHand.promise;
    await runWork(kit.work, cause, async (work) => {
      await lock(work.client);
      await work.stopTimers('a');
      work.startTimer('later', 'a', 60_000);
      goOn.resolve();
      // The timer waits for the aggregate by now; its own row must be free.
      await work.client.query('select pg_sleep(0.2)');
    });
    expect(await running).toBe(true);
    expect(await effects()).toEqual([]);
    expect(await kit.column('select kind from timer')).toEqual(['later']);
  });

  test('runs once when it is due, in the flow that started it', async () => {
    await startTimer('tick', 'later', 60_000);
    await startTimer('tick', 'now', 0);
    expect(await runDueTimer(setting)).toBe(true);
    expect(await runDueTimer(setting)).toBe(false);
    expect(await effects()).toEqual(['now']);
    expect(await kit.column("select event ->> 'correlation_id' from outbox")).toEqual(['flow-1']);
    expect(await kit.column("select event ->> 'causation_id' from outbox")).toEqual(['cause-1']);
  });

  test('started again is moved, not doubled', async () => {
    await startTimer('tick', 'a', 60_000);
    await startTimer('tick', 'a', 0);
    await runDueTimer(setting);
    expect(await effects()).toEqual(['a']);
    expect(await kit.column('select kind from timer')).toEqual([]);
  });

  test('runs once though several instances look at the same time', async () => {
    for (let id = 0; id < 20; id += 1) await startTimer('tick', `order-${id}`, 0);
    const drain = async () => {
      while ((await nextTimerInMs(setting)) !== null) await runDueTimer(setting);
    };
    await Promise.all([drain(), drain(), drain()]);
    expect(new Set(await effects()).size).toBe(20);
    expect(await effects()).toHaveLength(20);
  });
});
