import { expect, test } from 'vitest';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import type { NextRecord } from '#server/event-flow/index.ts';
import { sampleNowMs, samplePlace } from './sample-places.ts';
import { waitingFlows } from './waiting-flows.ts';

const record = (correlation: string, offset: number): NextRecord => ({
  ...{ topic: 't', partition: 0, offset: String(offset), type: 'order.created', eventMs: sampleNowMs, correlation },
});
const summary = (correlationId: string, status: FlowSummary['status']): [string, FlowSummary] => [
  correlationId,
  {
    ...{
      correlationId,
      status,
      business: null,
      waits: null,
      lastEventType: null,
      events: 3,
      services: [],
      problems: 0,
    },
    ...{ startedAt: '2026-11-28T12:00:00.000Z', lastEventAt: '2026-11-28T12:00:00.000Z', match: null },
  },
];
const summaries = new Map([
  summary('a', 'running'),
  summary('b', 'late'),
  summary('c', 'stuck'),
  summary('d', 'running'),
]);
const listed = (records: NextRecord[], places = [samplePlace()]) =>
  waitingFlows(records, places, summaries, sampleNowMs).map(({ correlationId, waitsWith, waiting }) => {
    return `${correlationId} ${waitsWith.state} ${waitsWith.record} ${waitsWith.ahead} of ${waiting}`;
  });

test('nothing waits that was read meanwhile, or whose flow is not folded yet', () => {
  expect(listed([record('a', 80), record('not folded', 95)])).toEqual([]);
});

test('stuck and late ones first, then those that are read first; of each its first record', () => {
  const records = [record('d', 90), record('a', 91), record('b', 92), record('a', 93), record('c', 120)];
  expect(listed(records)).toEqual([
    'c waiting t/0/120 30 of 1',
    'b waiting t/0/92 2 of 1',
    'd processing t/0/90 0 of 1',
    'a waiting t/0/91 1 of 2',
  ]);
});

test('where nobody reads nobody knows when, and the order of the partition is left', () => {
  const places = [samplePlace({ members: 0, owner: null })];
  expect(listed([record('a', 93), record('d', 91)], places)).toEqual([
    'd nobody t/0/91 1 of 1',
    'a nobody t/0/93 3 of 1',
  ]);
});
