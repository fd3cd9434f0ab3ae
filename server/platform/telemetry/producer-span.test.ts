import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { producerSpan } from './producer-span.ts';
import { recordSpans } from './record-spans.ts';
import { currentTraceHeaders, withTraceHeaders } from './trace-context.ts';
import { withServerSpan } from './with-server-span.ts';

const recorded = recordSpans();
beforeEach(() => recorded.forget());
afterAll(() => recorded.stop());

const message = { topic: 'order-events', key: 'order-1', correlationId: 'flow-1', messageId: 'event-1' };
const elsewhere = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function onlySpan() {
  const spans = recorded.ended();
  expect(spans).toHaveLength(1);
  const [span] = spans;
  if (!span) throw new Error('no span');
  return span;
}

describe('sending that fails or is odd', () => {
  test('C6: a broker error marks the span with the name of the error', () => {
    const failure = Object.assign(new Error('This server does not host this topic-partition'), {
      type: 'UNKNOWN_TOPIC_OR_PARTITION',
    });
    producerSpan(message).end(failure);
    expect(onlySpan().status.code).toBe(SpanStatusCode.ERROR);
    expect(onlySpan().attributes['error.type']).toBe('UNKNOWN_TOPIC_OR_PARTITION');
  });

  test('C5: no key, no key attribute; no value, a tombstone; else neither a tombstone of false', () => {
    producerSpan({ ...message, key: null, tombstone: true }).end({ partition: 0, offset: 1n });
    expect(onlySpan().attributes).not.toHaveProperty('kafka.message.key');
    expect(onlySpan().attributes['kafka.message.tombstone']).toBe(true);
    recorded.forget();
    producerSpan({ ...message, tombstone: false }).end({ partition: 0, offset: 1n });
    expect(onlySpan().attributes).not.toHaveProperty('kafka.message.tombstone');
    expect(onlySpan().attributes['kafka.message.key']).toBe('order-1');
  });

  test('C5: a key of bytes that are no text is left out', () => {
    producerSpan({ ...message, key: Buffer.from([0xff, 0xfe, 0x00]) }).end({ partition: 0, offset: 1n });
    expect(onlySpan().attributes).not.toHaveProperty('kafka.message.key');
  });

  test('C8: an unsampled trace is not recorded, and its headers and correlation id still go out', () => {
    const headers = withTraceHeaders({ traceparent: elsewhere.replace(/01$/, '00') }, () => {
      const span = producerSpan(message);
      span.end({ partition: 0, offset: 1n });
      return span.headers;
    });
    expect(recorded.ended()).toHaveLength(0);
    expect(headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
    expect(headers.baggage).toBe('correlation.id=flow-1');
  });

  test('a malformed preset traceparent is replaced by one that can be read', () => {
    const span = producerSpan({ ...message, headers: { traceparent: '00-XYZ', event_id: 'event-1' } });
    span.end({ partition: 0, offset: 1n });
    expect(span.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(span.headers.event_id).toBe('event-1');
    expect(onlySpan().attributes['nibble.trace_context.problems']).toEqual(['traceparent_malformed']);
  });
});

describe('sending', () => {
  test('C1: one message is one PRODUCER span with the names of the conventions', () => {
    producerSpan(message).end({ partition: 3, offset: 42n });
    const span = onlySpan();
    expect(span.name).toBe('send order-events');
    expect(span.kind).toBe(SpanKind.PRODUCER);
    expect(span.attributes).toEqual({
      'messaging.system.name': 'kafka',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'order-events',
      'messaging.destination.partition.id': '3',
      'kafka.offset': 42,
      'kafka.message.key': 'order-1',
      'messaging.message.id': 'event-1',
      'correlation.id': 'flow-1',
      'messaging.message.conversation_id': 'flow-1',
    });
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
  });

  test('C2: exactly one traceparent goes out, in lower case, and it is the span', () => {
    const given = {
      Traceparent: 'old',
      traceparent: ['broken', 'also broken'],
      baggage: ['a=1', 'b=2'],
      event_id: 'e',
    };
    const span = producerSpan({ ...message, headers: given });
    span.end({ partition: 0, offset: 0n });
    const { traceId, spanId } = onlySpan().spanContext();
    expect(span.headers).toEqual({
      event_id: 'e',
      traceparent: `00-${traceId}-${spanId}-01`,
      baggage: 'correlation.id=flow-1',
    });
  });

  test('C3: a preset creation context goes on unchanged and is linked', () => {
    const span = producerSpan({
      ...message,
      headers: { traceparent: elsewhere, tracestate: 'vendor=1', baggage: 'order.id=7' },
    });
    span.end({ partition: 0, offset: 0n });
    expect(span.headers).toEqual({
      traceparent: elsewhere,
      tracestate: 'vendor=1',
      baggage: 'order.id=7,correlation.id=flow-1',
    });
    expect(onlySpan().links.map((link) => link.context.spanId)).toEqual(['b7ad6b7169203331']);
    expect(onlySpan().spanContext().traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
  });

  test('C4: messages of one batch carry a context each', () => {
    const flows = ['flow-1', 'flow-2'].map((correlationId) => producerSpan({ ...message, correlationId }));
    for (const span of flows) span.end({ partition: 0, offset: 0n });
    const [first, second] = flows;
    expect(first?.headers.traceparent).not.toBe(second?.headers.traceparent);
    expect(second?.headers.baggage).toBe('correlation.id=flow-2');
  });

  test('C7: attribute and baggage name the flow, also within another flow', async () => {
    const headers = await withServerSpan({ method: 'POST', route: '/x', headers: {}, correlationId: 'other' }, () => {
      const span = producerSpan(message);
      span.end({ partition: 0, offset: 0n });
      return span.headers;
    });
    const sent = recorded.ended().find((span) => span.kind === SpanKind.PRODUCER);
    expect(headers.baggage).toBe('correlation.id=flow-1');
    expect(sent?.attributes['messaging.message.conversation_id']).toBe('flow-1');
  });

  test('a message sent later from an outbox is a child of the request that stored it', async () => {
    const stored = await withServerSpan({ method: 'POST', route: '/orders', headers: {} }, () => currentTraceHeaders());
    withTraceHeaders(stored, () => producerSpan(message).end({ partition: 0, offset: 0n }));
    const [request, sent] = recorded.ended();
    expect(sent?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(sent?.spanContext().traceId).toBe(request?.spanContext().traceId);
  });

  test('without any context active nothing is inherited', () => {
    context.with(ROOT_CONTEXT, () => producerSpan(message).end({ partition: 0, offset: 0n }));
    expect(onlySpan().parentSpanContext).toBeUndefined();
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});
