import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRequests } from './list-requests.ts';
import { createSampleReceiver, post, request, type SampleReceiver, sample } from './sample-receiver.ts';
import { protobufBody, text, whole } from './sample-requests.ts';

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

/** An order's calls and messages, in part known by its correlation id and in part by its trace only. */
function spansOfAnOrder(correlationId: string) {
  const flow = text('correlation.id', correlationId);
  const http = [text('http.request.method', 'POST'), text('http.route', '/orders'), text('nibble.request_id', 'r-1')];
  const order = sample([...http, flow, whole('http.response.status_code', 201)]);
  const { traceId } = order;
  const call = sample([text('http.request.method', 'POST')], { kind: 3, traceId, parentSpanId: order.spanId });
  const quote = sample([...http, flow], { traceId, parentSpanId: call.spanId });
  const other = sample([...http, text('correlation.id', 'another')], { traceId });
  const elsewhere = sample([...http, flow]);
  const cancel = sample([...http, text('correlation.id', 'made by its caller')], { traceId });
  const sent = sample([flow], { kind: 4, traceId, parentSpanId: cancel.spanId });
  const message = [
    text('messaging.system.name', 'kafka'),
    text('messaging.destination.name', 'order-events'),
    text('messaging.destination.partition.id', '2'),
    whole('kafka.offset', 9_007_199_254_740_991),
  ];
  const group = (name: string) => text('messaging.consumer.group.name', name);
  const process = (name: string) => sample([...message, group(name), flow], { kind: 5, status: { code: 2 } });
  const processed = [process('payments'), process('drivers')];
  const all = [quote, other, ...processed, elsewhere, call, order, cancel, sent];
  return { traceId, order, quote, elsewhere, cancel, all };
}

describe('the calls of a flow', () => {
  test('by correlation and by trace, with the caller, whatever came first; other flows of the trace stay out', () =>
    tested.withReceiver(async ({ url }) => {
      const correlationId = crypto.randomUUID().toUpperCase();
      const { traceId, order, quote, elsewhere, cancel, all } = spansOfAnOrder(correlationId);
      for (const span of all) {
        expect((await post(url, protobufBody(request(span)))).status).toBe(200);
      }
      const { requests, spans } = await listRequests(tested.pool, { correlationId, traceIds: [traceId, 'nonsense'] });
      const names = new Map(requests.map((one) => [one.spanId, one]));
      expect(new Set(names.keys())).toEqual(new Set([order, quote, elsewhere, cancel].map((span) => span.spanId)));
      expect(names.get(order.spanId)).toMatchObject({
        method: 'POST',
        route: '/orders',
        status: 201,
        requestId: 'r-1',
        parent: null,
      });
      expect(names.get(quote.spanId)?.parent).toBe(`${traceId}-${order.spanId}`);
      expect(spans).toHaveLength(8);
      const now = new Date();
      expect((await listRequests(tested.pool, { correlationId, traceIds: [], from: now, to: now })).spans).toHaveLength(
        6,
      );
      const long = new Date(now.getTime() - 7_200_000);
      expect(
        (await listRequests(tested.pool, { correlationId, traceIds: [], from: long, to: long })).spans,
      ).toHaveLength(0);
      expect((await listRequests(tested.pool, { correlationId: 'unknown', traceIds: [] })).spans).toHaveLength(0);
      const { rows } = await tested.pool.query(
        'select record_offset, record_partition, consumer_group from span where topic = $1 order by start_ns',
        ['order-events'],
      );
      expect(rows).toEqual([
        { record_offset: '9007199254740991', record_partition: 2, consumer_group: 'payments' },
        { record_offset: '9007199254740991', record_partition: 2, consumer_group: 'drivers' },
      ]);
    }));

  test('are read by index, never by a scan of the table', async () => {
    const client = await tested.pool.connect();
    await client.query('begin; set local enable_seqscan = off');
    const { rows } = await client.query(
      'explain select 1 from span where correlation = $1 union select 1 from span where trace = any($2::uuid[])',
      ['0198c2a4-7a3f-7c11-9d02-5f1e8d1b0a77', ['0198c2a4-7a3f-7c11-9d02-5f1e8d1b0a77']],
    );
    await client.query('rollback');
    client.release();
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
  });
});
