import { expect, test } from 'vitest';
import { explainMissing, type MissingFacts } from './explain-missing.ts';
import { sampleRow } from './sample-row.ts';

const now = new Date('2026-11-28T12:00:00Z');
const trace = 'a'.repeat(32);
const v7 = (at: string) => `${Date.parse(at).toString(16).padStart(12, '0')}7${'0'.repeat(19)}`;
const old = sampleRow('t/0/1', {
  causation: v7('2026-11-20T00:00:00Z'),
  trace,
  service: 'orders',
  eventMs: Date.parse('2026-11-28T11:00:00Z'),
});
const facts: MissingFacts = { unread: [], keptSince: null, gaps: [], gone: 0, payloads: new Map(), spans: [], now };
const flagged = (flags: string) =>
  new Map([
    [
      't/0/1',
      {
        timestamp: 0n,
        key: null,
        value: null,
        headers: [['traceparent', Buffer.from(`00-${trace}-${'b'.repeat(16)}-${flags}`)] satisfies [string, Buffer]],
      },
    ],
  ]);
const gap = { topic: 'x', partition: 0, from: '1', to: '9', reason: 'TOPIC_MADE_ANEW', at: now };
const call = {
  ...{ traceId: trace, spanId: 'c'.repeat(16), parentSpanId: null, kind: 2, service: 'orders', startNs: 0n, endNs: 1n },
  ...{
    method: 'POST',
    route: '/',
    httpStatus: 201,
    failed: false,
    requestId: 'r',
    names: 'this' as const,
    message: null,
    links: [],
  },
};

test.each<[string, Partial<MissingFacts>, Partial<typeof old>, string]>([
  [
    'an id from before what is kept',
    { keptSince: new Date('2026-11-21T00:00:00Z') },
    {},
    'expired: it is of 2026-11-20 00:00:00 UTC',
  ],
  [
    'records that are not read yet',
    { unread: [{ topic: 'order-events', records: '12' }] },
    {},
    'not captured yet: 12 records of order-events',
  ],
  ['records that Kafka lost', { gaps: [gap] }, {}, 'not captured: some of x never came'],
  ['records of the flow that are gone', { gone: 3 }, {}, 'expired: 3 earlier records'],
  ['a sender without traces', {}, { trace: null }, 'not instrumented: no event has this id, and orders names no trace'],
  [
    'a trace that was not sampled',
    { payloads: flagged('00') },
    {},
    'not captured: no event has this id, and its trace was not sampled',
  ],
  [
    'an event of this moment',
    {},
    { eventMs: now.getTime() - 1_000 },
    'not captured yet: no event has this id; if it is a REST call',
  ],
  [
    'a trace of which no span came',
    { payloads: flagged('01') },
    {},
    'not instrumented: no event has this id, and orders has sent no span',
  ],
  [
    'a trace whose calls have other ids',
    { spans: [call] },
    {},
    'not captured: no event has this id, and the span that it was sent in',
  ],
])('says of %s why a cause is missing', (_, some, row, words) => {
  expect(explainMissing({ ...old, ...row }, { ...facts, ...some })).toContain(words);
});
