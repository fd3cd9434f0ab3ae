import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowEvent } from '#schemas/api/flow.ts';
import { arbitraryFlow, eventAt, flowOf, requestAt } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import type { FlowModel } from './flow-model.ts';
import { hasProblem } from './has-problem.ts';
import { sampleStack } from './sample-stack.ts';

describe('buildFlowModel', () => {
  it('makes a ghost with the reason of a cause that nothing captured has', () => {
    const cause = { id: 'gone', kind: 'missing', evidence: 'causation_id', reason: null } as const;
    const model = buildFlowModel(
      flowOf([eventAt(0, { record: 'a/0/1', cause }), eventAt(1, { record: 'a/0/2', cause })]),
    );
    expect(model.ghosts).toEqual([{ kind: 'ghost', key: 'gone', reason: expect.stringContaining('not instrumented') }]);
    expect(model.nodes.map((node) => node.causedBy?.from)).toEqual([model.ghosts[0], model.ghosts[0]]);
  });

  it('says that a cause may be beyond what is shown when only part is shown', () => {
    const event = eventAt(0, { cause: { id: 'e9', kind: 'event', evidence: 'causation_id', reason: null } });
    const model = buildFlowModel({ ...flowOf([event]), shown: { events: 1, of: 500 } });
    expect(model.ghosts[0]?.reason).toContain('1 of 500');
  });

  it('says of a missing REST call that its span may still arrive', () => {
    const event = eventAt(0, { cause: { id: 't-s', kind: 'request', evidence: 'span_parent', reason: null } });
    expect(buildFlowModel(flowOf([event])).ghosts[0]?.reason).toContain('may still arrive');
  });

  it('gives an event that names itself no cause, and survives a ring of causes', () => {
    const self = eventAt(0, {
      record: 'a/0/1',
      eventId: 'e1',
      cause: { id: 'e1', kind: 'event', evidence: 'record', reason: null },
    });
    const left = eventAt(1, {
      record: 'a/0/2',
      eventId: 'e2',
      cause: { id: 'e3', kind: 'event', evidence: 'record', reason: null },
    });
    const right = eventAt(1, {
      record: 'a/0/3',
      eventId: 'e3',
      cause: { id: 'e2', kind: 'event', evidence: 'record', reason: null },
    });
    const model = buildFlowModel(flowOf([self, left, right]));
    expect(model.byKey.get('a/0/1')?.causedBy).toBeNull();
    expect(model.byKey.get('a/0/2')?.causedBy?.from.key).toBe('a/0/3');
    expect(model.nodes).toHaveLength(3);
  });

  it('shows one event once, however often it was recorded, and still finds it by each record', () => {
    const twice = [eventAt(5, { record: 'a/0/10', eventId: 'e' }), eventAt(5, { record: 'a/0/9', eventId: 'e' })];
    const model = buildFlowModel(flowOf(twice));
    expect(model.nodes.map((node) => node.key)).toEqual(['a/0/9']);
    expect(model.byKey.get('a/0/10')?.key).toBe('a/0/9');
  });

  it('stacks all records of an event on its first, though a copy was read before it or carries another id', () => {
    const first = eventAt(5, { record: 'a/0/9', eventId: 'e' });
    const retry = eventAt(3, { record: 'a.g.retry.1/0/0', eventId: 'e', role: 'retry', copyOf: 'a/0/9' });
    const edited = eventAt(8, { record: 'a/0/12', eventId: 'new', role: 'replay', copyOf: 'a/0/9' });
    const effect = eventAt(9, {
      record: 'b/0/1',
      cause: { id: 'new', kind: 'event', evidence: 'causation_id', reason: null },
    });
    const model = buildFlowModel(flowOf([retry, edited, first, effect]));
    expect(model.nodes.map((node) => node.key)).toEqual(['a/0/9', 'b/0/1']);
    expect(model.byKey.get('a.g.retry.1/0/0')?.key).toBe('a/0/9');
    expect(model.byKey.get('b/0/1')?.causedBy?.from.key).toBe('a/0/9');
  });

  it('shows a retry whose event is not there as an event of its own', () => {
    const retry = eventAt(3, { record: 'a.g.retry.1/0/0', eventId: 'e', role: 'retry' });
    expect(buildFlowModel(flowOf([retry])).nodes.map((node) => node.key)).toEqual(['a.g.retry.1/0/0']);
  });

  it('takes from a clock what it is ahead, and puts no effect before its cause', () => {
    const cause = { id: 'e1', kind: 'event', evidence: 'causation_id', reason: null } as const;
    const events = [
      eventAt(5_000, { record: 'a/0/1', eventId: 'e1', service: 'orders' }),
      eventAt(10, { record: 'b/0/1', eventId: 'e2', service: 'payments', cause }),
      eventAt(-200, { record: 'c/0/1', eventId: 'e3', service: 'drivers', cause }),
      eventAt(-300, { record: 'd/0/1', eventId: 'e4', service: 'loyalty', cause: { ...cause, evidence: 'inferred' } }),
    ];
    const model = buildFlowModel({ ...flowOf(events), clocks: [{ service: 'orders', aheadMs: 4_995, pairs: 2 }] });
    const start = model.byKey.get('d/0/1')?.at ?? 0;
    expect(model.nodes.map((node) => [node.key, node.at - start])).toEqual([
      ['d/0/1', 0],
      ['a/0/1', 305],
      ['c/0/1', 305],
      ['b/0/1', 310],
    ]);
    expect(model.byKey.get('c/0/1')?.told).toBe(start + 100);
  });

  it('counts an event as given up until it is sent again to the group, or to all', () => {
    const gaveUp = { role: 'dead_letter', group: 'drivers' } as const;
    const troubled = (...copies: Parameters<typeof sampleStack>) => hasProblem(sampleStack(...copies));
    expect(troubled({ role: 'retry', group: 'drivers' })).toBe(false);
    expect(troubled({ role: 'retry', group: 'drivers' }, gaveUp)).toBe(true);
    expect(troubled(gaveUp, { role: 'replay', group: 'loyalty' })).toBe(true);
    expect(troubled(gaveUp, { role: 'replay', group: 'drivers' })).toBe(false);
    expect(troubled(gaveUp, { role: 'replay', group: null })).toBe(false);
    expect(troubled({ role: 'replay', group: null }, gaveUp)).toBe(true);
  });

  it('puts a cause before its effect when both carry one time', () => {
    const effect = eventAt(5, {
      record: 'a/0/1',
      cause: { id: 'e2', kind: 'event', evidence: 'record', reason: null },
    });
    const cause = eventAt(5, { record: 'b/0/1', eventId: 'e2' });
    expect(buildFlowModel(flowOf([effect, cause])).nodes.map((node) => node.key)).toEqual(['b/0/1', 'a/0/1']);
  });

  it('ties events to the REST call that caused them, and a call to the call that made it', () => {
    const event = eventAt(5, {
      record: 'a/0/1',
      cause: { id: 'r1', kind: 'request', evidence: 'causation_id', reason: null },
    });
    const calls = [requestAt(0, { id: 'r1' }), requestAt(1, { id: 'r2', parent: 'r1', service: 'restaurants' })];
    const model = buildFlowModel(flowOf([event], calls));
    expect(model.byKey.get('r1')?.causeOf.map(({ to }) => to.key)).toEqual(['r2', 'a/0/1']);
  });

  it('has usual services in their usual order and strangers below as they appear', () => {
    const events = ['loyalty', 'analytics', null, 'orders'].map((service, at) => eventAt(at, { service }));
    expect(buildFlowModel(flowOf(events)).lanes).toEqual(['orders', 'analytics', 'loyalty', 'unnamed']);
  });

  it('keeps every event of any flow, in order of time', () => {
    fc.assert(
      fc.property(arbitraryFlow, (flow) => {
        const { nodes } = buildFlowModel(flow);
        expect(nodes).toHaveLength(flow.events.length + flow.requests.length);
        expect(nodes.map((node) => node.at)).toEqual(nodes.map((node) => node.at).sort((a, b) => a - b));
      }),
    );
  });

  it('ties every event of any flow to the cause it names, or to a ghost of it', () => {
    fc.assert(
      fc.property(arbitraryFlow, (flow) => {
        const model = buildFlowModel(flow);
        for (const event of flow.events) expect(tiedTo(model, event.record)).toBe(expectedCause(flow.events, event));
      }),
    );
  });
});

function tiedTo(model: FlowModel, record: string): string | null {
  const from = model.byKey.get(record)?.causedBy?.from ?? null;
  return from?.kind === 'event' ? from.event.eventId : from && `${from.kind} ${from.key}`;
}

function expectedCause(events: FlowEvent[], event: FlowEvent): string | null {
  const id = event.cause?.id ?? null;
  if (id === null || id === event.eventId) return null;
  return events.some((other) => other.eventId === id) ? id : `ghost ${id}`;
}
