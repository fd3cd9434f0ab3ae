import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { type FlowsQuery, flowList, flowsQuery } from '#schemas/api/flow-list.ts';
import { kafkaRecord } from '#schemas/api/record.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { listFlows } from './list-flows.ts';
import { listEventTypes, listServices } from './list-names.ts';
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
    expect(await list({ status: 'late' })).toMatchObject({ items: [], problems: [] });
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
      [a, { id: 'request-1', kind: 'missing', evidence: 'causation_id', reason: expect.any(String) }],
      [b, { id: a, kind: 'event', evidence: 'causation_id', reason: null }],
      [c, { id: b, kind: 'event', evidence: 'inferred', reason: null }],
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
    expect(found?.events[0]?.cause).toEqual({
      id: eventId,
      kind: 'event',
      evidence: 'causation_id',
      reason: 'it is an event of another flow',
    });
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
