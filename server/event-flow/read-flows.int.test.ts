import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FlowsQuery, flowList, flow as flowSchema, flowsQuery } from '#schemas/api/flow.ts';
import { kafkaRecord } from '#schemas/api/record.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getCoverage } from './get-coverage.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { heartbeat } from './heartbeat.ts';
import { listFlows } from './list-flows.ts';
import { listEventTypes, listServices } from './list-names.ts';
import { readCollectorHealth } from './read-collector-health.ts';
import { recordGap } from './record-gap.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { batchOf, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let next = 0n;
const topic = 'order-events';
const list = (query: Partial<FlowsQuery> = {}) => listFlows(store.pool, flowsQuery.parse(query));
const ids = (items: { correlationId: string }[]) => items.map(({ correlationId }) => correlationId);

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
});
afterAll(() => store.close());

async function given(...records: KafkaRecord[]): Promise<bigint> {
  const from = next;
  await writeBatches(state, { owner: 'me', batches: [batchOf(records, { from })] });
  next += BigInt(records.length);
  while ((await foldFlows(state)).remaining);
  return from;
}

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

describe('a search', () => {
  test('finds a flow by each id it has, and says which kind of id it was', async () => {
    const correlation = randomUUID();
    const eventId = uuidv7();
    const order = `o-${randomUUID()}`;
    const trace = randomUUID().replaceAll('-', '');
    const record = sampleRecord(
      { correlation, eventId, data: { order_id: order, customerId: `c-${order}` } },
      { key: Buffer.from(`k-${order}`) },
    );
    record.headers.push(['traceparent', Buffer.from(`00-${trace}-00f067aa0ba902b7-01`)]);
    const offset = await given(record);
    const asked = {
      correlation,
      event: eventId,
      order,
      customer: `c-${order}`,
      key: `k-${order}`,
      trace,
      record: `${topic}/0/${offset}`,
    };
    for (const [kind, id] of Object.entries(asked)) {
      const { items, total } = await list({ q: ` ${id} ` });
      expect({ kind, ids: ids(items), match: items[0]?.match, total }).toEqual({
        kind,
        ids: [correlation],
        match: { kind, id },
        total: 1,
      });
    }
    expect(ids((await list({ q: correlation.toUpperCase() })).items)).toEqual([correlation]);
  });

  test.each([
    'nothing',
    "'; drop table flow; --",
    '%',
    '\0',
    '~',
    `~${'0'.repeat(32)}`,
    '\u202e',
    'a/1/99999999999999999999',
    '/'.repeat(500),
  ])('for %j finds nothing, breaks nothing, and tells what it covers', async (q) => {
    const found = flowList.parse(await list({ q }));
    expect(found).toMatchObject({ items: [], next: null, total: 0 });
    expect(found.coverage.topics.length).toBeGreaterThan(0);
  });

  test('pages through all flows of one customer, each once, the newest first', async () => {
    const customer = `c-${randomUUID()}`;
    const flows = Array.from({ length: 25 }, () => randomUUID());
    await given(
      ...flows.map((correlation, index) =>
        sampleRecord({ correlation, time: secondsAgo(index), data: { customer_id: customer } }),
      ),
    );
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ q: customer, limit: 10, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(25);
      seen.push(...ids(page.items));
      cursor = page.next;
    }
    expect(seen).toEqual(flows);
  });

  test('refuses a cursor that it did not give out', async () => {
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a list', () => {
  test('filters by status, type, service and start, together', async () => {
    const service = `s-${randomUUID()}`;
    const done = randomUUID();
    const failed = randomUUID();
    const running = randomUUID();
    await given(
      sampleRecord({ correlation: done, service, type: 'order.created', time: secondsAgo(50) }),
      sampleRecord({ correlation: done, service, type: 'order.completed', time: secondsAgo(40) }),
      sampleRecord({ correlation: failed, service, type: 'order.cancelled', time: secondsAgo(30) }),
      sampleRecord({ correlation: running, service, type: 'order.created', time: secondsAgo(20) }),
    );
    const filtered = async (query: Partial<FlowsQuery>) => ids((await list({ service, ...query })).items);
    expect(await filtered({})).toEqual([running, failed, done]);
    expect(await filtered({ status: 'done' })).toEqual([done]);
    expect(await filtered({ status: 'failed' })).toEqual([failed]);
    expect(await filtered({ status: 'running', type: 'order.created' })).toEqual([running]);
    expect(await filtered({ type: 'order.created' })).toEqual([running, done]);
    expect(await filtered({ from: secondsAgo(35), to: secondsAgo(25) })).toEqual([failed]);
    expect(await filtered({ type: 'never.seen' })).toEqual([]);
    expect(await list({ status: 'late' })).toMatchObject({ items: [], problems: [{ what: 'status' }] });
  });

  test('names services and types for menus', async () => {
    await given(sampleRecord({ service: 'menu-service', type: 'menu.updated' }));
    expect(await listEventTypes(store.pool)).toContain('menu.updated');
    expect(await listServices(store.pool)).toContain('menu-service');
  });
});

describe('a flow', () => {
  const created = { type: 'order.created', service: 'orders' };

  test('that nobody knows is null', async () => {
    expect(await getFlow(store.pool, randomUUID())).toBeNull();
    expect(await getFlow(store.pool, '\0')).toBeNull();
  });

  test('has its events in order of time and cause, with the evidence', async () => {
    const correlation = `flow-${randomUUID()}`;
    const [a, b, c] = [uuidv7(), uuidv7(), uuidv7()];
    const key = Buffer.from(correlation);
    await given(
      // The clock of the second service is behind, and its record comes first.
      sampleRecord(
        {
          correlation,
          eventId: b,
          causation: a,
          time: secondsAgo(20),
          type: 'payment.authorized',
          service: 'payments',
        },
        { key },
      ),
      sampleRecord({ ...created, correlation, eventId: a, causation: 'request-1', time: secondsAgo(10) }, { key }),
      sampleRecord({ correlation, eventId: c, type: 'order.completed', time: secondsAgo(5) }, { key }),
    );
    const found = flowSchema.parse(await getFlow(store.pool, correlation));
    expect(found.events.map(({ eventId, cause }) => [eventId, cause])).toEqual([
      [a, { id: 'request-1', kind: 'missing', evidence: 'causation_id' }],
      [b, { id: a, kind: 'event', evidence: 'causation_id' }],
      [c, { id: b, kind: 'event', evidence: 'inferred' }],
    ]);
    expect(found).toMatchObject({
      correlationId: correlation,
      status: 'done',
      shown: { events: 3, of: 3 },
      problems: [],
    });
  });

  test('knows a cause that is an event of another flow', async () => {
    const eventId = uuidv7();
    const correlation = randomUUID();
    await given(sampleRecord({ eventId }), sampleRecord({ correlation, causation: eventId }));
    const found = await getFlow(store.pool, correlation);
    expect(found?.events[0]?.cause).toEqual({ id: eventId, kind: 'event', evidence: 'causation_id' });
  });

  test('of more records than are shown says how many there are', async () => {
    const correlation = randomUUID();
    await given(...Array.from({ length: 30 }, () => sampleRecord({ correlation })));
    const found = await getFlow(store.pool, correlation, { limit: 10 });
    expect(found?.shown).toEqual({ events: 10, of: 30 });
  });

  test('tells what of it retention has taken', async () => {
    const correlation = randomUUID();
    const first = await given(sampleRecord({ correlation }), sampleRecord({ correlation }));
    await store.pool.query('delete from event where record_offset = $1', [first.toString()]);
    expect((await getFlow(store.pool, correlation))?.problems).toMatchObject([{ what: 'retention' }]);
  });

  test('whose payloads cannot be read is shown all the same, and says so', async () => {
    const correlation = randomUUID();
    await given(sampleRecord({ correlation, data: { order_id: 'o' } }));
    await store.pool.query(
      `update block set packed = 'damaged' where id = (select block from event where correlation = $1)`,
      [correlation],
    );
    const found = flowSchema.parse(await getFlow(store.pool, correlation));
    expect(found.events[0]).toMatchObject({ key: null, valid: null, type: 'order.created' });
    expect(found.problems.map(({ what }) => what)).toContain('payloads');
  });

  test('with an id that cannot be shown has a name by which it is found again', async () => {
    const record = sampleRecord({ correlation: 'x'.repeat(5_000), eventId: 'e\0' });
    await given(record);
    const [item] = (await list({ limit: 1 })).items;
    const found = await getFlow(store.pool, item?.correlationId ?? '');
    expect(found?.correlationId).toBe(item?.correlationId);
    expect(ids((await list({ q: item?.correlationId })).items)).toEqual([item?.correlationId]);
    expect(ids((await list({ q: found?.events[0]?.eventId ?? '' })).items)).toEqual([item?.correlationId]);
  });
});

describe('a record', () => {
  test('is null where the index has none', async () => {
    expect(await getRecord(store.pool, { topic: 'unknown', partition: 0, offset: '0' })).toBeNull();
    expect(await getRecord(store.pool, { topic, partition: 0, offset: '99999999999999999999' })).toBeNull();
    expect(await getRecord(store.pool, { topic, partition: 0, offset: '-1' })).toBeNull();
  });

  test.each([
    ['no JSON', Buffer.from([1, 2, 3]), 'unreadable'],
    ['a tombstone', null, 'unreadable'],
    ['an unknown type', Buffer.from('{"event_type":"unknown.type","event_version":1}'), 'no_schema'],
    ['a known type that lacks its data', Buffer.from('{"event_type":"order.created","event_version":1}'), 'invalid'],
    ['nesting beyond reason', Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`), 'no_schema'],
  ])('says how it fits its schema: %s', async (_, value, validity) => {
    const offset = await given(sampleRecord({}, { value }));
    const view = kafkaRecord.parse(await getRecord(store.pool, { topic, partition: 0, offset: String(offset) }));
    expect(view.validity.state).toBe(validity);
  });

  test('of no flow is found by its place', async () => {
    const offset = await given(sampleRecord({ correlation: null }, { headers: [], value: Buffer.from('{}') }));
    const view = await getRecord(store.pool, { topic, partition: 0, offset: String(offset) });
    expect(view).toMatchObject({ correlationId: null, eventId: null, cluster: 'local' });
    expect(view?.problems.length).toBeGreaterThan(0);
  });
});

describe('what pages say of the index', () => {
  const ofTopic = async (name: string) => (await getCoverage(store.pool)).topics.find((each) => each.topic === name);

  test('behind is what Kafka holds beyond it, null while that is not known', async () => {
    await claimPositions(state, 'me', [{ topic: 'other-events', partition: 0 }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: null, from: null, to: null });
    await recordLogEnds(state, [{ topic: 'other-events', partition: 0, logStart: 10n, logEnd: 25n }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: '15', gaps: 0 });
    await writeBatches(state, {
      owner: 'me',
      batches: [batchOf([sampleRecord()], { topic: 'other-events', from: 10n })],
    });
    await recordLogEnds(state, [{ topic: 'other-events', partition: 0, logStart: 10n, logEnd: 11n }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: '0' });
  });

  test('it is complete only without gaps and while that is fresh', async () => {
    await recordLogEnds(state, [{ topic, partition: 0, logStart: 0n, logEnd: next }]);
    expect(await getCoverage(store.pool)).toMatchObject({ complete: true });
    await recordGap(state, { owner: 'me', topic: 'other-events', partition: 0, from: 11n, to: 12n, reason: 'lost' });
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
    await store.pool.query('delete from gap');
    await store.pool.query(`update index_offset set log_at = now() - interval '1 minute'`);
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
  });

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
      { topic, partition: 0, logStart: 0n, logEnd: next },
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
