import { describe, expect, test } from 'vitest';
import { type CauseSources, causesOf, statedTies, type Tie } from './flow-causes.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { sampleRow } from './sample-row.ts';

const event = (name: string, given: Partial<FlowEventRow> = {}) => sampleRow(`t/0/${name}`, given);
const bySpan: Tie = {
  cause: { id: 'a', kind: 'event', evidence: 'span_link', reason: null },
  record: 't/0/a',
};
const sources: CauseSources = {
  requestIds: new Map([['asked', 'trace-span']]),
  requestOfTrace: new Map([['trace', 'trace-span']]),
  spanTies: new Map(),
  elsewhere: new Map([
    ['other', 'other'],
    ['folded', 'this'],
  ]),
  keyOfRecord: () => 'key',
  explainMissing: () => 'expired',
  text: (key) => key,
};
const causes = (events: FlowEventRow[], some: Partial<CauseSources> = {}) => {
  const given = { ...sources, ...some };
  const found = causesOf(events, statedTies(events, given), given);
  return events.map(({ record }) => found.get(record) ?? null);
};

describe('the cause of an event', () => {
  test('is what it names: an event, a request, an event that is not shown, or nothing that is known', () => {
    const named = (causation: string) => causes([event('a'), event('b', { causation })])[1];
    const evidence = 'causation_id';
    expect(named('a')).toEqual({ id: 'a', kind: 'event', evidence, reason: null });
    expect(named('asked')).toEqual({ id: 'trace-span', kind: 'request', evidence, reason: null });
    expect(named('other')).toEqual({
      id: 'other',
      kind: 'event',
      evidence,
      reason: expect.stringContaining('another flow'),
    });
    expect(named('folded')).toEqual({
      id: 'folded',
      kind: 'event',
      evidence,
      reason: expect.stringContaining('not among'),
    });
    expect(named('lost')).toEqual({ id: 'lost', kind: 'missing', evidence, reason: 'expired' });
  });

  test('is by spans where it names none, or one that nothing has; what it names comes first', () => {
    const spanTies = new Map([['t/0/b', bySpan]]);
    const evidence = (causation: string | null) =>
      causes([event('a'), event('b', { causation })], { spanTies })[1]?.evidence;
    expect([evidence(null), evidence('lost'), evidence('asked')]).toEqual(['span_link', 'span_link', 'causation_id']);
  });

  test('that nothing states is inferred: the one before with its key, else the request of its trace', () => {
    const all = [event('a', { trace: 'trace' }), event('b', { trace: 'trace' })];
    expect(causes(all)).toEqual([
      { id: 'trace-span', kind: 'request', evidence: 'inferred', reason: null },
      { id: 'a', kind: 'event', evidence: 'inferred', reason: null },
    ]);
    expect(causes(all, { keyOfRecord: (record) => record, requestOfTrace: new Map() })).toEqual([null, null]);
    expect(causes([event('a')], { keyOfRecord: () => null })).toEqual([null]);
    expect(causes([event('a', { eventId: null }), event('b')])[1]).toMatchObject({ id: 't/0/a', evidence: 'inferred' });
  });
});
