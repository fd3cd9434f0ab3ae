import type { Flow } from '#schemas/api/flow.ts';
import type { FlowEventRow } from './read-flow-events.ts';

export type FlowCause = NonNullable<Flow['events'][number]['cause']>;

/** What is known of a flow that may have caused its events; ids are keys, `text` shows them. */
export type CauseSources = {
  /** `requests[].id` by the key of the request id that events name. */
  requestIds: ReadonlyMap<string, string>;
  /** `requests[].id` of the first request of each trace. */
  requestOfTrace: ReadonlyMap<string, string>;
  /** Keys of event ids that exist, but in other flows. */
  elsewhere: ReadonlySet<string>;
  keyOfRecord(record: string): string | null;
  text(key: string): string;
};

/**
 * The cause of each event, by its record. Evidence in falling order: the causation id that it names; else, inferred, the
 * event before it with the same Kafka key, or the request that began its trace. Pure.
 */
export function causesOf(ordered: readonly FlowEventRow[], sources: CauseSources): Map<string, FlowCause | null> {
  const known = new Set(ordered.map(({ eventId }) => eventId).filter((id) => id !== null));
  const lastOfKey = new Map<string, FlowEventRow>();
  const causes = new Map<string, FlowCause | null>();
  for (const event of ordered) {
    causes.set(event.record, namedCause(event, known, sources) ?? inferredCause(event, lastOfKey, sources));
    const key = sources.keyOfRecord(event.record);
    if (key !== null) lastOfKey.set(key, event);
  }
  return causes;
}

function namedCause({ causation }: FlowEventRow, known: ReadonlySet<string>, sources: CauseSources): FlowCause | null {
  if (causation === null) return null;
  const evidence = 'causation_id';
  const request = sources.requestIds.get(causation);
  if (request !== undefined) return { id: request, kind: 'request', evidence, reason: null };
  const isEvent = known.has(causation) || sources.elsewhere.has(causation);
  const id = sources.text(causation);
  if (isEvent) return { id, kind: 'event', evidence, reason: null };
  return { id, kind: 'missing', evidence, reason: 'no record and no REST call in the index has this id' };
}

function inferredCause(
  event: FlowEventRow,
  lastOfKey: ReadonlyMap<string, FlowEventRow>,
  sources: CauseSources,
): FlowCause | null {
  const evidence = 'inferred';
  const key = sources.keyOfRecord(event.record);
  const before = key === null ? undefined : lastOfKey.get(key);
  if (before?.eventId) return { id: sources.text(before.eventId), kind: 'event', evidence, reason: null };
  const request = event.trace === null ? undefined : sources.requestOfTrace.get(event.trace);
  return request === undefined ? null : { id: request, kind: 'request', evidence, reason: null };
}

/** By time, but never an effect before the cause it names: clocks of services differ. Pure; rings are left as they are. */
export function orderByCause(events: readonly FlowEventRow[]): FlowEventRow[] {
  const byTime = events.toSorted(
    (a, b) => a.eventMs - b.eventMs || a.tsMs - b.tsMs || a.record.localeCompare(b.record, 'en', { numeric: true }),
  );
  const byId = new Map(byTime.toReversed().map((event) => [event.eventId, event]));
  const placed = new Set<FlowEventRow>();
  for (const event of byTime) {
    for (const each of causesFirst(event, byId, placed)) placed.add(each);
  }
  return [...placed];
}

/** The event after those of its causes that have no place yet, the first of them first. */
function causesFirst(
  event: FlowEventRow,
  byId: ReadonlyMap<string | null, FlowEventRow>,
  placed: ReadonlySet<FlowEventRow>,
): FlowEventRow[] {
  const chain = new Set<FlowEventRow>();
  let at: FlowEventRow | undefined = event;
  while (at && !placed.has(at) && !chain.has(at)) {
    chain.add(at);
    at = at.causation === null ? undefined : byId.get(at.causation);
  }
  return [...chain].reverse();
}
