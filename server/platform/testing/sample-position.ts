import type { FlowPosition } from '#schemas/api/flow-position.ts';

/** For tests: an order that is ready and waits in drivers behind 1,204 others. */
export function samplePosition(facts: Partial<FlowPosition> = {}): FlowPosition {
  return {
    eventId: 'e-1',
    record: 'restaurant-events/3/88214',
    type: 'restaurant.order_ready',
    group: 'drivers',
    service: 'drivers',
    state: 'waiting',
    ahead: '1204',
    etaMs: 50_170,
    etaErrorMs: 15_000,
    at: null,
    atErrorMs: null,
    tookMs: null,
    evidence: 'committed 87010 < offset 88214 · 24 events/s',
    proof: 'offsets',
    proofRecord: null,
    attempt: null,
    nextAt: null,
    members: 1,
    ...facts,
  };
}
