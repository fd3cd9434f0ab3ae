import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { currentCorrelationId } from './correlation.ts';
import type { HeaderValue } from './message-headers.ts';
import { producerSpan } from './producer-span.ts';
import { recordSpans } from './record-spans.ts';
import { type ProcessedMessage, withProcessSpan } from './with-process-span.ts';
import { withServerSpan } from './with-server-span.ts';

const recorded = recordSpans();
beforeEach(() => recorded.forget());
afterAll(() => recorded.stop());

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;

function message(headers: [string, string][] = [['traceparent', traceparent]]): ProcessedMessage {
  return {
    topic: 'order-events',
    partition: 2,
    offset: 12n,
    key: 'order-1',
    group: 'payments',
    messageId: 'event-1',
    correlationId: 'flow-1',
    parentMode: 'continue',
    headers: headers.map(([name, value]): [string, HeaderValue] => [name, Buffer.from(value)]),
  };
}

const nothing = () => undefined;

function spanOf(kind: SpanKind): ReadableSpan {
  const [span] = recorded.ended().filter((one) => one.kind === kind);
  if (!span) throw new Error('no such span');
  return span;
}

describe('C19: a trace context that cannot be trusted', () => {
  const cases: [
    what: string,
    headers: [string, string][],
    problems: string[] | undefined,
    sender: string | undefined,
  ][] = [
    ['missing', [], undefined, undefined],
    ['malformed', [['traceparent', '00-zz-11-01']], ['traceparent_malformed'], undefined],
    ['upper case', [['traceparent', traceparent.toUpperCase()]], ['traceparent_malformed'], undefined],
    ['all zeros', [['traceparent', `00-${'0'.repeat(32)}-${spanId}-01`]], ['traceparent_malformed'], undefined],
    ['name in another case', [['Traceparent', traceparent]], ['traceparent_name_case'], undefined],
    [
      'sent twice: the last counts',
      [
        ['traceparent', `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`],
        ['traceparent', traceparent],
      ],
      ['traceparent_duplicate'],
      spanId,
    ],
    [
      'sent twice, the last broken',
      [
        ['traceparent', traceparent],
        ['traceparent', 'broken'],
      ],
      ['traceparent_duplicate', 'traceparent_malformed'],
      undefined,
    ],
    ['not UTF-8', [['traceparent', '\u0000\uffff']], ['traceparent_malformed'], undefined],
  ];

  test.each(cases)('%s', async (_what, headers, problems, sender) => {
    await withProcessSpan(message(headers), nothing);
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.parentSpanContext?.spanId).toBe(sender);
    expect(span.links).toHaveLength(sender ? 1 : 0);
    expect(span.attributes['nibble.trace_context.problems']).toEqual(problems);
  });

  test('C20: oversize baggage is dropped, the message is handled, its flow is kept', async () => {
    const baggage = `junk=${'x'.repeat(9000)}`;
    const seen = await withProcessSpan(
      message([
        ['traceparent', traceparent],
        ['baggage', baggage],
      ]),
      () => [currentCorrelationId(), producerSpan({ topic: 't', key: null, correlationId: 'flow-1' }).headers.baggage],
    );
    expect(seen).toEqual(['flow-1', 'correlation.id=flow-1']);
    expect(spanOf(SpanKind.CONSUMER).attributes['nibble.trace_context.problems']).toEqual(['baggage_oversize']);
  });

  test('C18: a handler that throws marks the span, and the error goes on', async () => {
    const failure = Object.assign(new Error('card refused'), { name: 'CardRefused' });
    await expect(withProcessSpan(message(), () => Promise.reject(failure))).rejects.toBe(failure);
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'card refused' });
    expect(span.attributes['error.type']).toBe('CardRefused');
    expect(span.events.map((event) => event.name)).toEqual(['exception']);
  });

  test('C18: a commit that fails afterwards does not change the span', async () => {
    await withProcessSpan(message(), nothing);
    await expect(Promise.reject(new Error('commit failed'))).rejects.toThrow();
    expect(spanOf(SpanKind.CONSUMER).status.code).toBe(SpanStatusCode.UNSET);
  });
});

describe('handling one message', () => {
  test('C9, C16: kind, names, group, and the record it is about', async () => {
    await withProcessSpan(message(), nothing);
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.name).toBe('process order-events');
    expect(span.attributes).toEqual({
      'messaging.system.name': 'kafka',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'order-events',
      'messaging.destination.partition.id': '2',
      'kafka.offset': 12,
      'kafka.message.key': 'order-1',
      'messaging.consumer.group.name': 'payments',
      'messaging.message.id': 'event-1',
      'messaging.message.conversation_id': 'flow-1',
      'correlation.id': 'flow-1',
    });
  });

  test('C10, C11: continue joins the trace of the sender and links it too', async () => {
    await withProcessSpan(message(), nothing);
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.parentSpanContext?.spanId).toBe(spanId);
    expect(span.links.map((link) => link.context.spanId)).toEqual([spanId]);
  });

  test('link starts a trace of its own (retry, dead letter, replay)', async () => {
    await withProcessSpan({ ...message(), parentMode: 'link' }, nothing);
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.spanContext().traceId).not.toBe(traceId);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.links.map((link) => link.context.traceId)).toEqual([traceId]);
  });

  test('C12: a span already active stays the parent, the sender stays linked', async () => {
    await withServerSpan({ method: 'POST', route: '/replay', headers: {} }, () => withProcessSpan(message(), nothing));
    const span = spanOf(SpanKind.CONSUMER);
    expect(span.parentSpanContext?.spanId).toBe(spanOf(SpanKind.SERVER).spanContext().spanId);
    expect(span.links.map((link) => link.context.spanId)).toEqual([spanId]);
  });

  test('C15: a message that is fetched and not handled has no span', () => {
    message();
    expect(recorded.ended()).toHaveLength(0);
  });

  test('C17: two groups are two spans, told apart by group, linked to the same sender', async () => {
    await withProcessSpan(message(), nothing);
    await withProcessSpan({ ...message(), group: 'restaurants' }, nothing);
    const spans = recorded.ended();
    expect(spans.map((span) => span.attributes['messaging.consumer.group.name'])).toEqual(['payments', 'restaurants']);
    expect(new Set(spans.flatMap((span) => span.links.map((link) => link.context.spanId)))).toEqual(new Set([spanId]));
  });

  test('C20: the handler runs with the baggage of the message, across awaits', async () => {
    const headers: [string, string][] = [
      ['traceparent', traceparent],
      ['baggage', 'correlation.id=flow-9,order.id=7'],
    ];
    const sent = await withProcessSpan({ ...message(headers), correlationId: undefined }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return [currentCorrelationId(), producerSpan({ topic: 't', key: null, correlationId: 'flow-9' }).headers.baggage];
    });
    expect(sent).toEqual(['flow-9', 'correlation.id=flow-9,order.id=7']);
  });
});

describe('messages of one batch, each handled in a span of its own', () => {
  const other = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const batch = [message(), { ...message([['traceparent', other]]), offset: 13n, correlationId: 'flow-2' }];

  async function handleAll(handle: (flow: string) => void): Promise<void> {
    for (const one of batch) await withProcessSpan(one, () => handle(one.correlationId ?? ''));
  }

  test('C13: no trace is taken for all; each is linked to its own sender, with its own flow', async () => {
    await handleAll(nothing);
    const spans = recorded.ended();
    expect(spans.map((span) => span.spanContext().traceId)).toEqual([traceId, 'a'.repeat(32)]);
    expect(spans.map((span) => span.links.map((link) => link.context.spanId))).toEqual([[spanId], ['b'.repeat(16)]]);
    expect(spans.map((span) => span.attributes['messaging.message.conversation_id'])).toEqual(['flow-1', 'flow-2']);
    expect(spans.every((span) => span.attributes['messaging.batch.message_count'] === undefined)).toBe(true);
  });

  test('C14: what is sent while one is handled continues that one', async () => {
    await handleAll((correlationId) =>
      producerSpan({ topic: 't', key: null, correlationId }).end({ partition: 0, offset: 0n }),
    );
    const [first, firstHandled, second, secondHandled] = recorded.ended();
    expect(first?.parentSpanContext?.spanId).toBe(firstHandled?.spanContext().spanId);
    expect(second?.parentSpanContext?.spanId).toBe(secondHandled?.spanContext().spanId);
    expect(second?.attributes['correlation.id']).toBe('flow-2');
  });
});
