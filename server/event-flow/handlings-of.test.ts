import { expect, test } from 'vitest';
import { type FlowSpan, spanKinds } from '#server/traces/index.ts';
import { handlingsOf } from './handlings-of.ts';

const span = (given: Partial<FlowSpan>): FlowSpan => ({
  ...{ traceId: 'f'.repeat(32), spanId: '1', parentSpanId: null, kind: spanKinds.consumer, service: 'drivers' },
  ...{ startNs: 5_000_000n, endNs: 9_000_000n, method: null, route: null, httpStatus: null, failed: false },
  ...{ requestId: null, names: 'this', message: null, links: [] },
  ...given,
});
const about = (offset: bigint | null, topic = 'a') => ({
  topic,
  partition: offset === null ? null : 0,
  offset,
  group: 'g',
});
const records = [
  { record: 'a/0/7', topic: 'a', sentBy: 'ref' },
  { record: 'a.g.retry.1/0/0', topic: 'a.g.retry.1', sentBy: 'ref' },
  { record: 'b/0/1', topic: 'b', sentBy: null },
];
const found = (...given: Partial<FlowSpan>[]) => handlingsOf(given.map(span), records);

test('what is no consumer, or says nothing of a record, has handled none', () => {
  expect(found({ kind: spanKinds.producer, message: about(7n) }, {}, { message: about(null) })).toEqual([]);
});

test('the record a span names was handled, also one that nobody has', () => {
  expect(found({ message: about(7n) }, { message: about(8n), failed: true })).toEqual([
    { record: 'a/0/7', group: 'g', service: 'drivers', startMs: 5, endMs: 9, failed: false },
    { record: 'a/0/8', group: 'g', service: 'drivers', startMs: 5, endMs: 9, failed: true },
  ]);
});

test('of a batch each linked record was handled: by its place, else by who sent it and the topic that it was read from', () => {
  const links = [
    { ref: 'x', message: about(3n, 'c') },
    { ref: 'ref', message: null },
    { ref: 'nobody', message: null },
  ];
  expect(found({ message: about(null), links }).map(({ record, group }) => [record, group])).toEqual([
    ['c/0/3', 'g'],
    ['a/0/7', 'g'],
  ]);
  const retried = found({ message: about(null, 'a.g.retry.1'), links: [{ ref: 'ref', message: null }] });
  expect(retried.map(({ record }) => record)).toEqual(['a.g.retry.1/0/0']);
});
