import { describe, expect, test } from 'vitest';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { Handling } from '#server/event-flow/index.ts';
import { flowOf, sampleFlowEvent } from '#server/platform/testing/index.ts';
import { placeFlow } from './place-flow.ts';
import { sampleNowMs, samplePlace } from './sample-places.ts';

const startMs = Date.parse('2026-11-28T12:00:00.000Z');
const event = (record: string, facts: Partial<FlowEvent> = {}) =>
  sampleFlowEvent({ record, time: new Date(startMs + Number(record.split('/')[2])).toISOString(), ...facts });
const causedBy = (id: string, evidence: NonNullable<FlowEvent['cause']>['evidence'] = 'causation_id') => {
  return { cause: { id, kind: 'event' as const, evidence, reason: null } };
};

function placed(events: FlowEvent[], places: Partial<GroupPlace>[], handlings: Handling[] = [], isSampled = true) {
  const known = { places: places.map(samplePlace), isSampled, nowMs: sampleNowMs };
  return placeFlow({ flow: flowOf(events), handlings, notBefore: new Map() }, known).map(
    ({ record, group, state, proof }) => `${record} ${group} ${state} ${proof}`,
  );
}

describe('which groups an event is placed for', () => {
  test('none, and nothing is said, before any offsets were read', () => {
    expect(placed([event('t/0/1')], [], [], false)).toEqual([]);
  });

  test('nobody reads a topic without a group', () => {
    expect(placed([event('t/0/1')], [])).toEqual(['t/0/1 null nobody offsets']);
  });

  test('each one that is there in its partition, or has a span or a copy of it', () => {
    const handling = { record: 't/0/1', group: 'spans', service: 's', startMs: 0, endMs: startMs, failed: false };
    const copy = event('t.copies.dlq/0/0', { role: 'dead_letter', copyOf: 't/0/1', group: 'copies' });
    const places = [{ group: 'b' }, { group: 'a' }, { group: 'c', partition: 1 }];
    expect(placed([event('t/0/1'), copy], places, [handling])).toEqual([
      't/0/1 copies dead_lettered record',
      't/0/1 a processed offsets',
      't/0/1 b processed offsets',
      't/0/1 spans processed span',
    ]);
  });

  test('what is told twice is placed once', () => {
    const again = event('t/0/2', { role: 'duplicate', copyOf: 't/0/1' });
    expect(placed([event('t/0/1'), again], [{}])).toEqual(['t/0/1 drivers processed offsets']);
  });
});

describe('what came of an event', () => {
  const caused = (service: string, evidence?: NonNullable<FlowEvent['cause']>['evidence']) =>
    event('u/0/9', { service, ...causedBy('t/0/95', evidence) });
  const group = { group: 'couriers', service: 'drivers' };

  test('shows that the group of its service has processed it', () => {
    expect(placed([event('t/0/95'), caused('drivers')], [group])).toContain('t/0/95 couriers processed effect');
    expect(placed([event('t/0/95'), caused('orders')], [group])).toContain('t/0/95 couriers waiting offsets');
  });

  test('shows nothing where the cause is only inferred', () => {
    expect(placed([event('t/0/95'), caused('drivers', 'inferred')], [group])).toContain(
      't/0/95 couriers waiting offsets',
    );
  });

  test('is known by spans where the sampler does not know whose the group is, and else by the name of the group', () => {
    const handling = {
      record: 't/0/1',
      group: 'couriers',
      service: 'drivers',
      startMs: 0,
      endMs: startMs,
      failed: false,
    };
    const events = [event('t/0/95'), caused('drivers')];
    expect(placed(events, [{ ...group, service: null }], [handling])).toContain('t/0/95 couriers processed effect');
    expect(placed(events, [{ group: 'drivers', service: null }])).toContain('t/0/95 drivers processed effect');
  });
});

describe('an event behind one of its key that is being retried', () => {
  const first = event('t/0/10', { key: 'k' });
  const retry = event('t.drivers.retry.1/0/95', { role: 'retry', copyOf: 't/0/10', group: 'drivers', attempt: 1 });
  const tier = { topic: 't.drivers.retry.1', committed: 90n };

  test('may be held: that it was read proves nothing', () => {
    expect(placed([first, retry, event('t/0/11', { key: 'k' })], [{}, tier])).toEqual([
      't/0/10 drivers retrying record',
      't/0/11 drivers unknown none',
    ]);
  });

  test('was processed where something came of it, or where it has another key, another group or came before', () => {
    const others = [event('t/0/11', { key: 'other' }), event('t/0/9', { key: 'k' })];
    const effect = event('u/0/1', { service: 'drivers', ...causedBy('t/0/12') });
    const all = placed(
      [first, retry, ...others, event('t/0/12', { key: 'k' }), effect],
      [{}, { group: 'orders', service: 'orders' }, tier],
    );
    expect(all.filter((line) => line.includes(' processed'))).toEqual([
      't/0/12 drivers processed effect',
      't/0/12 orders processed offsets',
      't/0/11 drivers processed offsets',
      't/0/11 orders processed offsets',
      't/0/10 orders processed offsets',
      't/0/9 drivers processed offsets',
      't/0/9 orders processed offsets',
    ]);
  });
});
