import { describe, expect, test } from 'vitest';
import { requestsOf } from './list-requests.ts';
import { type FlowSpan, spansOfFlow } from './read-flow-spans.ts';
import { spanKinds } from './span.ts';

const blank: FlowSpan = {
  traceId: 'a'.repeat(32),
  spanId: '1'.repeat(16),
  parentSpanId: null,
  kind: spanKinds.server,
  service: 'orders',
  startNs: 1_000_000_000n,
  endNs: 1_042_500_000n,
  method: 'POST',
  route: '/orders',
  httpStatus: 201,
  failed: false,
  requestId: 'request-1',
  names: 'this',
  message: null,
  links: [],
};
const inner = { method: null, route: null, httpStatus: null };
const id = (digit: string) => digit.repeat(16);
const parents = (spans: FlowSpan[]) => requestsOf(spans).map((request) => request.parent);

describe('who called', () => {
  const order = blank;
  const call: FlowSpan = { ...blank, kind: spanKinds.client, spanId: id('2'), parentSpanId: id('1') };
  const quote: FlowSpan = { ...blank, service: 'restaurants', route: '/quote', spanId: id('3'), parentSpanId: id('2') };

  test('a parent that is not there, or a circle of parents, is nobody', () => {
    expect(parents([quote])).toEqual([null]);
    expect(parents([{ ...call, parentSpanId: id('3') }, quote])).toEqual([null]);
    expect(parents([{ ...blank, parentSpanId: blank.spanId }])).toEqual([null]);
  });

  test('the same span id in another trace is somebody else', () => {
    expect(parents([order, { ...call, traceId: 'b'.repeat(32) }, quote])).toEqual([null, null]);
  });

  test('a call out of a message handler was made by an event, not by the request that sent it', () => {
    const send: FlowSpan = { ...blank, ...inner, kind: spanKinds.producer, spanId: id('4'), parentSpanId: id('1') };
    const handle: FlowSpan = { ...blank, ...inner, kind: spanKinds.consumer, spanId: id('5'), parentSpanId: id('4') };
    expect(parents([order, send, handle, { ...call, parentSpanId: id('5') }, quote])).toEqual([null, null]);
  });

  test('is found through client and inner spans, in any order of arrival', () => {
    const step: FlowSpan = { ...blank, ...inner, kind: spanKinds.internal, spanId: id('6'), parentSpanId: id('1') };
    const spans = [quote, { ...call, parentSpanId: id('6') }, step, order];
    expect(parents(spans)).toEqual([`${order.traceId}-${order.spanId}`, null]);
  });
});

test('a request as the API gives it; an end before the start is no negative time', () => {
  expect(requestsOf([blank])).toEqual([
    {
      id: `${blank.traceId}-${blank.spanId}`,
      method: 'POST',
      route: '/orders',
      status: 201,
      service: 'orders',
      startedAt: '1970-01-01T00:00:01.000Z',
      durationMs: 42.5,
      traceId: blank.traceId,
      spanId: blank.spanId,
      parent: null,
      requestId: 'request-1',
    },
  ]);
  expect(requestsOf([{ ...blank, endNs: 1n }])[0]?.durationMs).toBe(0);
});

describe('whose spans', () => {
  const cancel: FlowSpan = { ...blank, names: 'other', spanId: id('7'), parentSpanId: id('8') };
  const caller: FlowSpan = { ...blank, names: 'other', kind: spanKinds.client, spanId: id('8') };
  const send: FlowSpan = { ...blank, ...inner, kind: spanKinds.producer, spanId: id('9'), parentSpanId: id('7') };

  test('a circle of parents ends', () => {
    const circle = { ...cancel, parentSpanId: id('9') };
    expect(spansOfFlow([circle, send])).toEqual([circle, send]);
  });

  test('what led to a span of the flow belongs to it, other branches of other flows do not', () => {
    const sibling: FlowSpan = { ...blank, names: 'other', spanId: id('a'), parentSpanId: id('8') };
    const unnamed: FlowSpan = { ...blank, names: 'none', spanId: id('b'), parentSpanId: id('8') };
    expect(spansOfFlow([caller, cancel, sibling, send, unnamed])).toEqual([caller, cancel, send, unnamed]);
    expect(spansOfFlow([caller, cancel, sibling])).toEqual([]);
  });
});
