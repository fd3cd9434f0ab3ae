import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CauseSources, causesOf, orderByCause } from './flow-causes.ts';
import type { FlowEventRow } from './read-flow-events.ts';

function event(name: string, given: Partial<FlowEventRow> = {}): FlowEventRow {
  return {
    record: `t/0/${name}`,
    topic: 't',
    partition: 0,
    offset: name,
    tsMs: 0,
    eventMs: 0,
    block: '1',
    position: 0,
    type: null,
    version: null,
    service: null,
    flags: 0,
    eventId: name,
    causation: null,
    trace: null,
    ...given,
  };
}
const sources: CauseSources = {
  requestIds: new Map([['asked', 'trace-span']]),
  requestOfTrace: new Map([['trace', 'trace-span']]),
  elsewhere: new Set(['other']),
  keyOfRecord: () => 'key',
  text: (key) => key,
};
const causes = (events: FlowEventRow[], some: Partial<CauseSources> = {}) => [
  ...causesOf(events, { ...sources, ...some }).values(),
];
const names = (events: FlowEventRow[]) => events.map(({ eventId }) => eventId).join('');

describe('the cause of an event', () => {
  test('is what it names: an event, a request, an event elsewhere, or nothing that is known', () => {
    const named = (causation: string) => causes([event('a'), event('b', { causation })])[1];
    const evidence = 'causation_id';
    expect(named('a')).toEqual({ id: 'a', kind: 'event', evidence, reason: null });
    expect(named('asked')).toEqual({ id: 'trace-span', kind: 'request', evidence, reason: null });
    expect(named('other')).toEqual({ id: 'other', kind: 'event', evidence, reason: null });
    expect(named('lost')).toEqual({ id: 'lost', kind: 'missing', evidence, reason: expect.any(String) });
  });

  test('that names none is inferred: the one before with its key, else the request of its trace', () => {
    const all = [event('a', { trace: 'trace' }), event('b', { trace: 'trace' })];
    expect(causes(all)).toEqual([
      { id: 'trace-span', kind: 'request', evidence: 'inferred', reason: null },
      { id: 'a', kind: 'event', evidence: 'inferred', reason: null },
    ]);
    expect(causes(all, { keyOfRecord: (record) => record, requestOfTrace: new Map() })).toEqual([null, null]);
    expect(causes([event('a')], { keyOfRecord: () => null })).toEqual([null]);
  });
});

describe('the order of events', () => {
  test('is by time, then by place in the log', () => {
    const order = orderByCause([event('10', { eventMs: 1 }), event('9', { eventMs: 1 }), event('3', { eventMs: 0 })]);
    expect(names(order)).toBe('3910');
  });

  test('puts a cause before its effects although its clock is ahead', () => {
    const order = orderByCause([
      event('c', { causation: 'b', eventMs: 1 }),
      event('b', { causation: 'a', eventMs: 2 }),
      event('a', { eventMs: 3 }),
    ]);
    expect(names(order)).toBe('abc');
  });

  test('keeps every event once, whatever causes whatever, in rings and with ids that come twice', () => {
    const some = fc.array(fc.record({ id: fc.nat(8), cause: fc.option(fc.nat(8)), time: fc.nat(5) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, (all) => {
        const events = all.map(({ id, cause, time }, index) =>
          event(String(index), { eventId: `e${id}`, causation: cause === null ? null : `e${cause}`, eventMs: time }),
        );
        const order = orderByCause(events);
        expect(new Set(order)).toEqual(new Set(events));
        expect(order).toHaveLength(events.length);
      }),
    );
  });
});
