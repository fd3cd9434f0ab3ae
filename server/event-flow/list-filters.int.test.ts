import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FlowSelection, type FlowSummary, flowFacets, flowsQuery } from '#schemas/api/flow-list.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import { countFacets } from './count-facets.ts';
import { exportFlows } from './export-flows.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { listFlows } from './list-flows.ts';
import { batchOf, createTestStore, type SampleEvent, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let next = 0n;
const topic = 'order-events';

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
});
afterAll(() => store.close());

async function given(...records: KafkaRecord[]): Promise<void> {
  await writeBatches(state, { owner: 'me', batches: [batchOf(records, { from: next })] });
  next += BigInt(records.length);
  while ((await foldFlows(state)).remaining);
}

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const minutesMs = (minutes: number) => minutes * 60_000;

/** An event in another version than the first. */
function version(record: KafkaRecord, number: number): KafkaRecord {
  const headers = record.headers.map(([name, value]): [string, Buffer] => [
    name,
    name === 'event_version' ? Buffer.from(String(number)) : Buffer.from(value ?? ''),
  ]);
  return { ...record, headers };
}

async function list(query: Record<string, unknown>): Promise<string[]> {
  const found = await listFlows(store.pool, flowsQuery.parse(query));
  return found.items.map(({ correlationId }) => correlationId);
}

async function exported(query: FlowSelection): Promise<FlowSummary[]> {
  return (await Array.fromAsync(exportFlows(store.pool, query))).flat();
}

describe('filters', () => {
  const service = `s-${randomUUID()}`;
  const customer = `c-${randomUUID()}`;
  const [slow, quick, open, odd] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const event = (correlation: string, type: string, seconds: number, more: SampleEvent = {}) =>
    sampleRecord({ correlation, service, type, time: secondsAgo(seconds), data: { customer_id: customer }, ...more });

  beforeAll(() =>
    given(
      event(slow, 'order.created', 4000),
      event(slow, 'payment.captured', 3000),
      event(slow, 'order.completed', 2000),
      version(event(quick, 'order.created', 900), 2),
      event(quick, 'order.completed', 890),
      event(open, 'order.created', 800),
      version(event(open, 'order.created', 790), 2),
      event(odd, 'odd one.happened', 100),
    ),
  );

  test('find what has an event type, in a version or in any', async () => {
    expect(await list({ service, type: 'order.created' })).toEqual([open, quick, slow]);
    expect(await list({ service, type: 'order.created', version: 1 })).toEqual([open, slow]);
    expect(await list({ service, type: 'order.created', version: 2 })).toEqual([open, quick]);
    expect(await list({ service, version: 2 })).toEqual([open, quick]);
    expect(await list({ service, type: 'odd one.happened', version: 1 })).toEqual([odd]);
    expect(await list({ service, type: 'odd one.happened', version: 2 })).toEqual([]);
    expect(await list({ service, type: 'odd' })).toEqual([]);
  });

  test('find what lacks an event type, also one that nobody has', async () => {
    expect(await list({ service, missing: 'payment.captured' })).toEqual([odd, open, quick]);
    expect(await list({ service, missing: 'never.seen' })).toHaveLength(4);
    expect(await list({ service, type: 'order.completed', missing: 'payment.captured' })).toEqual([quick]);
  });

  test('find by how long it took, or takes already', async () => {
    expect(await list({ service, minDurationMs: minutesMs(20) })).toEqual([slow]);
    expect(await list({ service, minDurationMs: minutesMs(10) })).toEqual([open, slow]);
    expect(await list({ service, maxDurationMs: minutesMs(1) })).toEqual([odd, quick]);
  });

  test('count what each choice would leave, whatever else is chosen', async () => {
    const facets = flowFacets.parse(await countFacets(store.pool, { q: customer, type: 'order.created', version: 2 }));
    expect(facets.counted).toEqual({ flows: 4, backTo: null });
    expect(facets.types.find(({ type }) => type === 'order.created')).toEqual({
      type: 'order.created',
      seen: 3,
      missing: 0,
      versions: [
        { version: 1, count: 2 },
        { version: 2, count: 2 },
      ],
    });
    expect(facets.types.find(({ type }) => type === 'payment.captured')).toMatchObject({ seen: 1, missing: 2 });
    expect(facets.services).toEqual([{ service, count: 2 }]);
    const statuses = Object.fromEntries(facets.statuses.map(({ status, count }) => [status, count]));
    expect(statuses).toMatchObject({ running: 1, done: 1, failed: 0 });
  });

  test('are what is exported, with the search', async () => {
    const found = await exported({ q: customer, missing: 'payment.captured' });
    expect(found.map(({ correlationId }) => correlationId).sort()).toEqual([odd, open, quick].sort());
    expect(found.every(({ match }) => match?.kind === 'customer')).toBe(true);
    expect(await exported({ service: 'nobody' })).toEqual([]);
  });
});

describe('late flows', () => {
  const [little, much, most] = [randomUUID(), randomUUID(), randomUUID()];

  beforeAll(async () => {
    // One record teaches the store the word for the type, and belongs to none of the flows.
    await given(sampleRecord({ type: 'order.created', time: secondsAgo(30) }));
    await store.pool.query(
      `with late as (
         insert into flow (started_at, last_at, last_ts, events, problems, last_type, cluster, in_process, correlation, facets, late_from)
         select now() - interval '1 day', now(), now(), 1, 0, w.id, 1, true, correlation, array[w.id], date_trunc('milliseconds', now()) - minutes * interval '1 minute'
           from unnest($1::uuid[], $2::int[]) as v (correlation, minutes), (select id from word where text = 'order.created 1') w
         returning correlation)
       insert into flow_due (correlation, cluster, step, due_at) select correlation, 1, 'assigned', now() from late`,
      [
        [little, most, much],
        [1, 300, 20],
      ],
    );
    await store.pool.query(
      `insert into step_usual (process, step, median_ms, p90_ms, count) select id, 'assigned', 1000, 3000, 40 from process`,
    );
  });
  afterAll(() => store.pool.query('delete from flow where correlation = any($1)', [[little, much, most]]));

  test('stand in the order of how far they are beyond the usual, page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await listFlows(store.pool, flowsQuery.parse({ status: 'late', limit: 2, cursor }));
      seen.push(...page.items.map(({ correlationId }) => correlationId));
      cursor = page.next ?? undefined;
    }
    expect(seen).toEqual([most, much, little]);
  });

  test('say what they wait for, since when that is late, and what is usual', async () => {
    const [first] = (await listFlows(store.pool, flowsQuery.parse({ status: 'late' }))).items;
    expect(first).toMatchObject({
      status: 'late',
      waits: { step: 'Driver found', lateFrom: expect.any(String), usual: { medianMs: 1000, p90Ms: 3000, count: 40 } },
    });
  });

  test('are exported each once', async () => {
    const found = await exported({ status: 'late' });
    expect(found.map(({ correlationId }) => correlationId).sort()).toEqual([little, much, most].sort());
  });
});

describe('among many flows', () => {
  const many = 21_000;
  const rare = randomUUID();

  beforeAll(async () => {
    await given(sampleRecord({ correlation: rare, type: 'rare.happened', service: 'rare', time: secondsAgo(400_000) }));
    await store.pool.query(
      `insert into flow (started_at, last_at, last_ts, done_at, events, problems, last_type, cluster, in_process, correlation, facets)
       select at, at + interval '5 minutes', at, at + interval '5 minutes', 14, 0, id, 1, true, gen_random_uuid(), array[id]
         from (select now() - n * interval '1 second' as at from generate_series(1, ${many}) n) t,
              (select id from word where text = 'order.created 1') w`,
    );
    await store.pool.query('analyze flow');
  });

  test('a type that few have is found at once, however old it is', async () => {
    const found = await listFlows(store.pool, flowsQuery.parse({ type: 'rare.happened' }));
    expect(found.items.map(({ correlationId }) => correlationId)).toEqual([rare]);
    expect(found).toMatchObject({ next: null, looked: null, total: 1 });
  });

  test('what no index finds is looked for piece by piece, and each page says how far back it looked', async () => {
    const missing = { missing: 'order.created', service: undefined, from: secondsAgo(500_000) };
    const seen: string[] = [];
    let looked = 0;
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await listFlows(store.pool, flowsQuery.parse({ ...missing, cursor }));
      seen.push(...page.items.map(({ correlationId }) => correlationId));
      if (page.looked) {
        looked += page.looked.flows;
        expect(page.total).toBeNull();
        expect(Date.parse(page.looked.backTo ?? '')).toBeLessThan(Date.now());
      }
      cursor = page.next ?? undefined;
    }
    expect(looked).toBe(20_000);
    expect(seen.filter((id) => id === rare)).toEqual([rare]);
  });

  test('counts are of the newest ten thousand, and say so', async () => {
    const { counted, statuses } = await countFacets(store.pool, {});
    expect(counted).toMatchObject({ flows: 10_000, backTo: expect.any(String) });
    expect(statuses.find(({ status }) => status === 'done')).toMatchObject({ count: 10_000, exact: false });
  });

  test('every flow is exported once, and no more is read than is taken', async () => {
    const all = new Set<string>();
    let count = 0;
    const query = { type: 'order.created', version: 1, from: secondsAgo(2_500) };
    for await (const flows of exportFlows(store.pool, query)) {
      for (const { correlationId } of flows) all.add(correlationId);
      count += flows.length;
    }
    expect(count).toBe(all.size);
    expect(count).toBeGreaterThan(2_400);
    const pages = exportFlows(store.pool, {});
    expect((await pages.next()).value).toHaveLength(500);
    expect(await pages.return()).toEqual({ done: true, value: undefined });
  });
});
