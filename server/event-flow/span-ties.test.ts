import { describe, expect, test } from 'vitest';
import { type FlowSpan, spanKinds } from '#server/traces/index.ts';
import { type SentEvent, spanTiesOf } from './span-ties.ts';

const trace = 'f'.repeat(32);
const ref = (span: string) => `${trace}-${span}`;
const place = (topic: string, offset: bigint) => ({ topic, partition: 0, offset, group: 'g' });

function span(spanId: string, parentSpanId: string | null, given: Partial<FlowSpan> = {}): FlowSpan {
  const blank = {
    method: null,
    route: null,
    httpStatus: null,
    failed: false,
    requestId: null,
    message: null,
    links: [],
  };
  const times = { startNs: 0n, endNs: 1n };
  return {
    traceId: trace,
    spanId,
    parentSpanId,
    kind: spanKinds.internal,
    service: 's',
    names: 'this',
    ...times,
    ...blank,
    ...given,
  };
}
const handled = (spanId: string, given: Partial<FlowSpan>) =>
  span(spanId, null, { kind: spanKinds.consumer, ...given });
const event = (record: string, sentBy: string | null, copies: string[] = []): SentEvent => ({
  record,
  sentBy,
  id: `id of ${record}`,
  copies,
});

const cause = event('a/0/1', ref('send a'), ['a.g.retry.1/0/0']);
const effect = event('b/0/1', ref('send b'));
const sent = (parent: string | null) => span('send b', parent, { kind: spanKinds.producer, message: place('b', 1n) });
const tieOf = (spans: FlowSpan[], events = [cause, effect], requests: { id: string }[] = []) =>
  spanTiesOf(events, spans, requests).get('b/0/1');
const told = (evidence: string) => ({
  cause: { id: 'id of a/0/1', kind: 'event', evidence, reason: null },
  record: 'a/0/1',
});

describe('what spans tell of a cause', () => {
  test('is the record whose handling it was sent in, however deep, and also of a copy of it', () => {
    const inner = span('inner', 'handle');
    expect(tieOf([handled('handle', { message: place('a', 1n) }), inner, sent('inner')])).toEqual(told('record'));
    expect(tieOf([handled('handle', { message: place('a.g.retry.1', 0n) }), sent('handle')])).toEqual(told('record'));
  });

  test('holds by the place of the sent record where that has no traceparent', () => {
    const spans = [handled('handle', { message: place('a', 1n) }), sent('handle')];
    expect(tieOf(spans, [cause, event('b/0/1', null)])).toEqual(told('record'));
    expect(tieOf(spans, [cause, event('b/0/2', null)])).toBeUndefined();
  });

  test('is a link to the span that sent the cause, or that names its record; of a batch of two it is not known which', () => {
    const linked = (...links: FlowSpan['links']) =>
      tieOf([handled('handle', { links }), sent('handle')], [cause, effect, event('a/0/2', ref('other'))]);
    expect(linked({ ref: ref('send a'), message: null })).toEqual(told('span_link'));
    expect(linked({ ref: ref('unknown'), message: place('a', 1n) })).toEqual(told('span_link'));
    expect(linked({ ref: ref('send a'), message: null }, { ref: ref('other'), message: null })).toBeUndefined();
  });

  test('is the parent where the span in between is not told apart, or a REST call', () => {
    expect(tieOf([span('send a', null, { kind: spanKinds.producer }), sent('send a')])).toEqual(told('span_parent'));
    const call = span('call', null, { kind: spanKinds.server });
    expect(tieOf([call, span('send b', 'call')], [cause, effect], [{ id: ref('call') }])).toEqual({
      cause: { id: ref('call'), kind: 'request', evidence: 'span_parent', reason: null },
      record: null,
    });
  });

  test('is nothing without spans, in a ring of parents, or beyond the handling of a record of another flow', () => {
    expect(tieOf([])).toBeUndefined();
    expect(tieOf([span('x', 'send b'), sent('x')])).toBeUndefined();
    const foreign = span('handle', 'call', { kind: spanKinds.consumer, message: place('z', 9n) });
    expect(
      tieOf([foreign, span('call', null), sent('handle')], [cause, effect], [{ id: ref('call') }]),
    ).toBeUndefined();
  });
});
