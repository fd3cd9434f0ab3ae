import type { Flow, FlowEvent, FlowRequest, FlowStep } from '#schemas/api/flow.ts';
import type { FlowReading } from '#server/event-flow/index.ts';
import { flowOf, sampleFlowEvent } from '#server/platform/testing/index.ts';

export const at = (time: string) => `2026-11-24T${time}.000Z`;

export type SampleEvent = Partial<FlowEvent> & { type: string | null; time: string; data?: unknown };

/** A flow of these events, as the index reads it; `time` is that of a day, and `asOf` the last of all. */
export function sampleReading(events: readonly SampleEvent[], facts: Partial<Flow> = {}): FlowReading {
  const records = events.map((event, index) => sampleEvent(event, index));
  const data = new Map(events.map((event, index) => [`order-events/0/${index}`, event.data]));
  const last = records.at(-1)?.time ?? at('12:00:00');
  const flow = flowOf(records, { correlationId: 'c-1', asOf: last, ...facts });
  return { flow, data, sentences: {} };
}

function sampleEvent({ data: _, time, ...event }: SampleEvent, index: number): FlowEvent {
  return sampleFlowEvent({ record: `order-events/0/${index}`, eventId: `e-${index}`, time: at(time), ...event });
}

export function sampleStep(id: string, state: FlowStep['state'], facts: Partial<FlowStep> = {}): FlowStep {
  const shared = { label: id, event: `${id}.done`, service: 'drivers', after: [], dueAt: null, dueBy: null };
  return { id, state, ...shared, at: null, eventId: null, record: null, usual: null, why: null, ...facts };
}

export function sampleProcess(steps: FlowStep[], facts: Partial<NonNullable<Flow['process']>> = {}): Flow['process'] {
  return { id: 'order-lifecycle', version: 2, title: 'An order', branch: null, steps, end: null, ...facts };
}

export function sampleRequest(request: Partial<FlowRequest>): FlowRequest {
  return {
    id: 't-s',
    method: 'POST',
    route: '/orders',
    status: 201,
    service: 'orders',
    startedAt: at('12:00:00'),
    durationMs: 10,
    traceId: 't',
    spanId: 's',
    parent: null,
    ...request,
  };
}
