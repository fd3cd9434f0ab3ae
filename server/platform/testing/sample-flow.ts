import type { Flow, FlowEvent } from '#schemas/api/flow.ts';
import { listEvents } from '#schemas/dictionary.ts';

export type SampleEvent = Partial<FlowEvent> & { type: string; data?: unknown };

/** As `readFlow` of event-flow gives it. */
type SampleFlow = { flow: Flow; data: ReadonlyMap<string, unknown>; sentences: Readonly<Record<string, string>> };

const startMs = Date.parse('2026-11-28T12:00:00.000Z');

/** A flow of these events, a second apart; what is not said of their data stands as in the example of their schema. */
export function sampleFlow(samples: readonly SampleEvent[], rest: Partial<Flow> = {}): SampleFlow {
  const events = samples.map(({ data: _, ...event }, place) => eventAt(place, event));
  const data = new Map(samples.map((sample, place) => [`t/0/${place}`, dataOf(sample)]));
  return { flow: flowOf(events, rest), data, sentences: {} };
}

function eventAt(place: number, event: Partial<FlowEvent> & { type: string }): FlowEvent {
  return sampleFlowEvent({
    record: `t/0/${place}`,
    eventId: `e-${place}`,
    version: listEvents().findLast(({ type }) => type === event.type)?.version ?? 1,
    time: new Date(startMs + place * 1000).toISOString(),
    service: serviceOf(event.type),
    key: 'k',
    ...event,
  });
}

/** A plain event of a flow; its place follows from its record. */
export function sampleFlowEvent(facts: Partial<FlowEvent> & { record: string }): FlowEvent {
  const [topic = '', partition = '0', offset = '0'] = facts.record.split('/');
  return {
    eventId: facts.record,
    type: 'order.created',
    version: 1,
    time: new Date(startMs).toISOString(),
    timeSource: 'event',
    service: 'orders',
    topic,
    partition: Number(partition),
    offset,
    stored: '1',
    key: null,
    traceId: null,
    cause: null,
    role: 'event',
    copyOf: null,
    group: null,
    attempt: null,
    failure: null,
    valid: true,
    problems: [],
    ...facts,
  };
}

const services: Record<string, string> = {
  order: 'orders',
  payment: 'payments',
  restaurant: 'restaurants',
  driver: 'drivers',
  delivery: 'drivers',
};

function serviceOf(type: string): string {
  return services[type.split('.')[0] ?? ''] ?? 'somebody';
}

function dataOf({ type, version, data }: SampleEvent): unknown {
  const isIt = (event: { type: string; version: number }) =>
    event.type === type && event.version === (version ?? event.version);
  const schema = listEvents().findLast(isIt)?.schema ?? {};
  const [example] = Reflect.get(schema, 'examples') ?? [{}];
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? { ...example, ...data }
    : (data ?? example);
}

/** A flow of these events that is on its way and has nothing else. */
export function flowOf(events: FlowEvent[], rest: Partial<Flow> = {}): Flow {
  return {
    correlationId: 'c',
    business: { kind: 'order', id: '7K3M-9QXD' },
    refs: [],
    status: 'running',
    story: '',
    startedAt: events[0]?.time ?? new Date(startMs).toISOString(),
    lastEventAt: events.at(-1)?.time ?? new Date(startMs).toISOString(),
    process: null,
    position: null,
    positionFrom: null,
    events,
    requests: [],
    traceIds: [],
    spans: 0,
    clocks: [],
    folded: [],
    shown: { events: events.length, of: events.length },
    problems: [],
    asOf: new Date(startMs + 60_000).toISOString(),
    ...rest,
  };
}
