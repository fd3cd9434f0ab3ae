import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FlowStatus } from '#schemas/api/flow.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { loadProcesses, type Process } from '#server/processes/index.ts';
import { checkProcesses } from './check-processes.ts';
import { countFlows } from './count-flows.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { keepTypeCounts } from './keep-type-counts.ts';
import { keepUsualTimes } from './keep-usual-times.ts';
import { LateClock } from './late-clock.ts';
import { listFlows } from './list-flows.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { batchOf, claim, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let collector: StoreState;
let next: Map<string, bigint>;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.pool.query(
    'truncate event, block, ref, flow, flow_due, index_offset, fold_cursor, late_clock, step_time, step_usual, type_seen',
  );
  next = new Map();
  collector = await start();
});

const topics = ['order-events', 'order-events.payments.dlq'];

async function start(processes?: readonly Process[]): Promise<StoreState> {
  const state = await store.open(processes && { processes });
  for (const topic of topics) await claim(state, 'me', topic);
  return state;
}

/** An event of a flow that happened, and was written to Kafka, so many seconds ago. */
type Told = [type: string, secondsAgo: number];

async function tell(correlation: string, told: readonly Told[], topic = 'order-events'): Promise<void> {
  const records = told.map(([type, secondsAgo]) => {
    const ms = Date.now() - secondsAgo * 1_000;
    return sampleRecord({ correlation, type, time: new Date(ms).toISOString() }, { timestamp: BigInt(ms) });
  });
  const from = next.get(topic) ?? 0n;
  await writeBatches(collector, { owner: 'me', batches: [batchOf(records, { topic, from })] });
  next.set(topic, from + BigInt(records.length));
}

/** Kafka says where its logs end: where reading is, or so many records beyond. */
async function look(unread = 0n): Promise<void> {
  const ends = topics.map((topic) => ({ topic, partition: 0, logStart: 0n, logEnd: (next.get(topic) ?? 0n) + unread }));
  await recordLogEnds(collector, ends);
}

async function pass(): Promise<void> {
  const clock = new LateClock(collector);
  await clock.ask();
  while ((await foldFlows(collector)).remaining);
  while (await clock.turn());
}

async function statusOf(correlation: string): Promise<FlowStatus | null | undefined> {
  const [listed, page] = await Promise.all([
    listFlows(store.pool, { q: correlation, limit: 1 }),
    getFlow(store.pool, correlation),
  ]);
  // The list goes by an index, the page by the flow itself: they must say the same.
  expect(listed.items[0]?.status).toBe(page?.status);
  return page?.status;
}

const fresh = () => randomUUID();

describe('a flow whose next step is past its due time', () => {
  test('is late in the list, on its page and in the counts, and whoever shows it is told', async () => {
    const [late, inTime] = [fresh(), fresh()];
    await tell(late, [['order.created', 120]]);
    await tell(inTime, [['order.created', 20]]);
    await look();
    const heard = await listen(store.pool);
    await pass();
    expect(await statusOf(late)).toBe('late');
    expect(await statusOf(inTime)).toBe('running');
    expect(await listFlows(store.pool, { status: 'late', limit: 9 })).toMatchObject({
      items: [{ correlationId: late, status: 'late' }],
    });
    expect(await countFlows(store.pool)).toMatchObject({
      running: { count: 1 },
      late: { count: 1 },
      stuck: { count: 0 },
    });
    await eventually(() => heard.about('rows').includes(late) && heard.about('summaries').includes(late), {
      what: 'the notices of the late flow',
    });
    expect(heard.about('rows')).not.toContain(inTime);
    const flow = await getFlow(store.pool, late);
    expect(flow?.story).toContain('It is late: “Money set aside” from payments was due by');
    expect(flow?.process?.steps[1]).toMatchObject({ id: 'authorized', state: 'late', dueBy: 'deadline' });
    await heard.close();
  });

  test('is not late as long as Kafka holds what was not read: it may be there', async () => {
    const flow = fresh();
    await tell(flow, [['order.created', 120]]);
    await look(5n);
    await pass();
    expect(await statusOf(flow)).toBe('running');
    await tell(flow, [['payment.authorized', 90]]);
    await look();
    await pass();
    expect(await statusOf(flow)).toBe('running');
  });

  test('goes on being late over a restart, and is on its way again once the step is done', async () => {
    const flow = fresh();
    await tell(flow, [['order.created', 120]]);
    await look();
    await pass();
    collector = await start();
    await pass();
    expect(await statusOf(flow)).toBe('late');
    await tell(flow, [['payment.authorized', 1]]);
    await pass();
    expect(await statusOf(flow)).toBe('running');
  });

  test('is found late after a restart that took longer than it had', async () => {
    const flow = fresh();
    await tell(flow, [['order.created', 61]]);
    await foldFlows(collector);
    collector = await start();
    await look();
    await pass();
    expect(await statusOf(flow)).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await look();
    await pass();
    expect(await statusOf(flow)).toBe('late');
  });

  test('stands as it stood when all of it comes a second time', async () => {
    const flow = fresh();
    const told: Told[] = [
      ['order.created', 300],
      ['payment.authorized', 290],
      ['order.confirmed', 280],
    ];
    await tell(flow, told);
    await look();
    await pass();
    const before = await linesOf(store.pool);
    await tell(flow, told.toReversed());
    await look();
    await pass();
    expect(await linesOf(store.pool)).toEqual(before);
    expect(await statusOf(flow)).toBe('late');
  });
});

describe('a flow is stuck', () => {
  test('at once when the group that is to act gave up the event, until it acts all the same', async () => {
    const flow = fresh();
    await tell(flow, [['order.created', 20]]);
    await tell(flow, [['order.created', 10]], 'order-events.payments.dlq');
    await look();
    await pass();
    expect(await statusOf(flow)).toBe('stuck');
    expect((await getFlow(store.pool, flow))?.story).toContain('It is stuck');
    await tell(flow, [['payment.authorized', 1]]);
    await pass();
    expect(await statusOf(flow)).toBe('running');
  });

  test('when it is late by far', async () => {
    const flow = fresh();
    await tell(flow, [['order.created', 3_600]]);
    await look();
    await pass();
    expect(await statusOf(flow)).toBe('stuck');
  });
});

test('a flow is off the path when a step was left out, and not any more when that is read after all', async () => {
  const flow = fresh();
  await tell(flow, [
    ['order.created', 50],
    ['order.confirmed', 30],
  ]);
  await look();
  await pass();
  expect(await statusOf(flow)).toBe('off_path');
  await tell(flow, [['payment.authorized', 40]]);
  await pass();
  expect(await statusOf(flow)).toBe('running');
});

test('what is usual is learnt from flows, by it others become late, and a flow that is over waits for nothing', async () => {
  for (let flow = 0; flow < 25; flow++) {
    await tell(fresh(), [
      ['order.created', 60],
      ['payment.authorized', 58],
      ['order.confirmed', 57],
      ['order.cancelled', 56],
    ]);
  }
  const slow = fresh();
  await tell(slow, [
    ['order.created', 55],
    ['payment.authorized', 50],
  ]);
  await look();
  await pass();
  expect(await statusOf(slow)).toBe('running');
  await keepUsualTimes(collector);
  expect(await statusOf(slow)).toBe('late');
  const step = (await getFlow(store.pool, slow))?.process?.steps.find(({ id }) => id === 'confirmed');
  expect(step).toMatchObject({ state: 'late', dueBy: 'usual', usual: { count: 25 } });
  expect(Math.abs((step?.usual?.medianMs ?? 0) - 1_000)).toBeLessThan(100);
  const { rows } = await store.pool.query('select step from flow_due');
  expect(rows).toEqual([{ step: 'confirmed' }]);
});

test('a process file of another platform drops in: its flows are judged, drawn and told by it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'processes-'));
  const step = { service: 'hub', after: [], cause: { request: 'POST /parcels' } };
  const parcel = {
    id: 'parcel',
    version: 1,
    title: 'A parcel',
    business: { kind: 'parcel', field: 'parcelId' },
    starts: ['ParcelPosted'],
    steps: [
      { ...step, id: 'posted', label: 'Posted', event: 'ParcelPosted' },
      { ...step, id: 'sorted', label: 'Sorted', event: 'ParcelSorted', after: ['posted'], withinMs: 30_000 },
    ],
    ends: [{ event: 'ParcelSorted', status: 'done', label: 'sorted' }],
  };
  await writeFile(join(folder, 'parcel.json'), JSON.stringify(parcel));
  collector = await start(await loadProcesses([join(folder, 'parcel.json')]));
  await rm(folder, { recursive: true });
  const flow = fresh();
  await tell(flow, [
    ['ParcelPosted', 60],
    ['Weather', 50],
  ]);
  await look();
  await pass();
  expect(await statusOf(flow)).toBe('late');
  const { process, story } = (await getFlow(store.pool, flow)) ?? {};
  expect(process).toMatchObject({ id: 'parcel', title: 'A parcel' });
  expect(process?.steps.map(({ id, state }) => [id, state])).toEqual([
    ['posted', 'done'],
    ['sorted', 'late'],
    ['off_path:Weather', 'off_path'],
  ]);
  expect(story).toContain('It is late: “Sorted” from hub');
  await keepTypeCounts(collector);
  const { items, unnamed } = await checkProcesses(store.pool);
  expect(items.map(({ id }) => id)).toEqual(['order-lifecycle', 'parcel']);
  expect(items[1]?.steps).toMatchObject([
    { id: 'posted', seen: { count: 1, services: ['orders'] } },
    { id: 'sorted', seen: null, withinMs: 30_000 },
  ]);
  expect(unnamed).toMatchObject([{ type: 'Weather', count: 1 }]);
});

async function linesOf(pool: pg.Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select f.correlation, f.status, f.late_from, f.stuck, f.off_path, d.step, d.due_at, d.alarm_at, f.marks
       from flow f left join flow_due d using (correlation, cluster)`,
  );
  return rows;
}

async function listen(pool: pg.Pool) {
  const client = await pool.connect();
  const heard: string[] = [];
  client.on('notification', ({ payload = '' }) => heard.push(payload));
  await client.query('listen nibble_flows');
  return {
    about: (about: 'rows' | 'summaries') => heard.filter((payload) => payload.includes(`"about":"${about}"`)).join(),
    close: async () => {
      await client.query('unlisten nibble_flows');
      client.removeAllListeners('notification');
      client.release();
    },
  };
}
