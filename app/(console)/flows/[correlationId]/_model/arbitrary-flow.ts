import fc from 'fast-check';
import type { FlowEvent, FlowRequest } from '#schemas/api/flow.ts';
import { sampleFlowEvent } from '#server/platform/testing/index.ts';
import type { FlowParts } from './flow-model.ts';

const start = Date.parse('2026-11-24T12:04:10.000Z');
const iso = (offset: number) => new Date(start + offset).toISOString();

/** An event as tests need it: `at` in ms after the start of the flow, all else in `parts`. */
export function eventAt(at: number, parts: Partial<FlowEvent> = {}): FlowEvent {
  return sampleFlowEvent({ record: `order-events/0/${at}`, time: iso(at), key: 'order-1', ...parts });
}

export function requestAt(at: number, parts: Partial<FlowRequest> = {}): FlowRequest {
  return {
    id: `trace-${at}`,
    method: 'POST',
    route: '/orders',
    status: 201,
    service: 'orders',
    startedAt: iso(at),
    durationMs: 40,
    traceId: 'trace',
    spanId: String(at),
    parent: null,
    ...parts,
  };
}

export function flowOf(events: FlowEvent[], requests: FlowRequest[] = []): FlowParts {
  const times = [...events.map((event) => event.time), ...requests.map((request) => request.startedAt)].sort();
  const first = times[0] ?? iso(0);
  return {
    events,
    requests,
    shown: { events: events.length, of: events.length },
    clocks: [],
    startedAt: first,
    lastEventAt: times.at(-1) ?? first,
  };
}

const services = ['orders', 'payments', 'restaurants', 'drivers', 'loyalty', 'a service with a remarkably long name'];
const types = [
  'order.created',
  'restaurant.order_ready',
  'x',
  null,
  'menu.updated',
  'some.very_long_type_of_event_indeed',
];

const time = fc.oneof(fc.nat(400), fc.nat(60_000), fc.nat(7_200_000), fc.nat(40 * 86_400_000));

const drawnEvent = fc.record({
  at: time,
  service: fc.constantFrom(...services, null),
  type: fc.constantFrom(...types),
  cause: fc.option(fc.nat(90)),
  evidence: fc.constantFrom('causation_id' as const, 'inferred' as const),
  problem: fc.boolean(),
});

const drawnRequest = fc.record({
  at: time,
  service: fc.constantFrom(...services),
  durationMs: fc.double({ min: 0, max: 90_000, noNaN: true }),
});

/** Any flow: bursts and waits of all sizes, causes that are there, missing, circular or out of order. */
export const arbitraryFlow = fc
  .record({
    events: fc.array(drawnEvent, { minLength: 1, maxLength: 60 }),
    requests: fc.array(drawnRequest, { maxLength: 8 }),
  })
  .map(({ events, requests }) =>
    flowOf(
      events.map((event, index) =>
        eventAt(event.at, {
          record: `order-events/0/${index}`,
          eventId: `e${index}`,
          service: event.service,
          type: event.type,
          problems: event.problem ? ['broken'] : [],
          cause:
            event.cause === null
              ? null
              : { id: `e${event.cause}`, kind: 'event', evidence: event.evidence, reason: null },
        }),
      ),
      requests.map((request, index) =>
        requestAt(request.at, { id: `r${index}`, service: request.service, durationMs: request.durationMs }),
      ),
    ),
  );
