import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowsQuery } from '#schemas/api/flow-list.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { findById } from './find-by-id.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { listFlows } from './list-flows.ts';
import { batchOf, claim, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
let next = 0n;

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claim(state, 'me');
});
afterAll(() => store.close());

async function given(...records: KafkaRecord[]): Promise<bigint> {
  const from = next;
  await writeBatches(state, { owner: 'me', batches: [batchOf(records, { from })] });
  next += BigInt(records.length);
  while ((await foldFlows(state)).remaining);
  return from;
}

const find = (asked: string, most = 5) => findById(store.pool, asked, most);
/** `kind whole|beginning: flows of all`. */
const kindsOf = async (asked: string) =>
  (await find(asked)).kinds.map(
    ({ kind, isWhole, flows, of }) =>
      `${kind} ${isWhole ? 'whole' : 'beginning'}: ${flows.map(({ flow }) => flow.correlationId)} of ${of}`,
  );

describe('an id, typed in part', () => {
  test.each([
    '7K3M',
    'nobody-has-this',
    '0192f3',
    '%%%%%%%%',
    "'; drop table flow; --",
    '\0\0\0\0\0\0\0',
    '\u202e'.repeat(9),
  ])('given %j, finds nothing and breaks nothing', async (asked) => {
    expect(await find(asked)).toEqual({ kinds: [], records: [], isCut: false });
  });

  test('leads to its flow from six characters on, whatever kind of id it is, and says which', async () => {
    const ids = { correlation: randomUUID(), event: uuidv7(), order: '7K3M-9QXD', customer: `c-${randomUUID()}` };
    const trace = randomUUID().replaceAll('-', '');
    const payment = randomUUID();
    const record = sampleRecord({
      correlation: ids.correlation,
      eventId: ids.event,
      data: { order_id: ids.order, customerId: ids.customer, payment_id: payment },
    });
    record.headers.push(['traceparent', Buffer.from(`00-${trace}-00f067aa0ba902b7-01`)]);
    const offset = await given(record);
    for (const [kind, id] of Object.entries({ ...ids, trace, payment })) {
      for (const length of id.length > 20 ? [11, 20, id.length - 1] : [6, id.length - 1]) {
        expect(await kindsOf(id.slice(0, length)), id.slice(0, length)).toEqual([
          `${kind} beginning: ${ids.correlation} of 1`,
        ]);
      }
      expect(await kindsOf(id), id).toEqual([`${kind} whole: ${ids.correlation} of 1`]);
    }
    expect(await kindsOf('7k3m-9')).toEqual([`order beginning: ${ids.correlation} of 1`]);
    expect(await kindsOf(ids.event.replaceAll('-', '').toUpperCase())).toEqual([
      `event beginning: ${ids.correlation} of 1`,
    ]);
    const [byEvent] = (await find(ids.event.slice(0, 30))).kinds;
    expect(byEvent?.flows[0]).toMatchObject({
      flow: { match: { kind: 'event', id: ids.event } },
      record: { topic: 'order-events', partition: 0, offset: String(offset), correlationId: ids.correlation },
    });
    const list = await listFlows(store.pool, flowsQuery.parse({ q: '7K3M-9' }));
    expect(list).toMatchObject({ total: 1, items: [{ match: { kind: 'order', id: '7K3M-9QXD' } }] });
  });

  test('that is whole as well leads to its own flow first; of many flows the newest are shown and all are counted', async () => {
    const customer = `cust-${randomUUID().slice(0, 8)}`;
    const flows = Array.from({ length: 7 }, () => randomUUID());
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
    await given(
      ...flows.map((correlation, i) =>
        sampleRecord({ correlation, time: secondsAgo(i), data: { customer_id: customer } }, { key: null }),
      ),
      sampleRecord({ correlation: randomUUID(), data: { customer_id: `${customer}-junior` } }, { key: null }),
    );
    const { kinds } = await find(customer, 3);
    expect(kinds.map(({ isWhole, of }) => ({ isWhole, of }))).toEqual([
      { isWhole: true, of: 7 },
      { isWhole: false, of: 1 },
    ]);
    expect(kinds[0]?.flows.map(({ flow }) => flow.correlationId)).toEqual(flows.slice(0, 3));
    expect(kinds[1]?.flows[0]?.flow.match?.id).toBe(`${customer}-junior`);
  });

  test('of a record of no flow leads to the record', async () => {
    const eventId = uuidv7();
    await given(sampleRecord({ correlation: null, eventId }, { key: null }));
    const { records, kinds } = await find(eventId.slice(0, 33));
    expect(kinds).toEqual([]);
    expect(records).toMatchObject([{ correlationId: null, match: { kind: 'event', id: eventId } }]);
  });
});
