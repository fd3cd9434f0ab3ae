import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowEventRow } from './read-flow-events.ts';

export type FlowCause = NonNullable<FlowEvent['cause']>;

/** A cause, and the record of it where it is an event of this flow. */
export type Tie = { cause: FlowCause; record: string | null };

/** What is known of a flow that may have caused its events; ids are keys, `text` shows them. */
export type CauseSources = {
  /** `requests[].id` by the key of the request id that events name. */
  requestIds: ReadonlyMap<string, string>;
  /** `requests[].id` of the first request of each trace. */
  requestOfTrace: ReadonlyMap<string, string>;
  /** What spans say, by record. */
  spanTies: ReadonlyMap<string, Tie>;
  /** Keys of event ids that exist but are not among the events: in this flow, or in another one. */
  elsewhere: ReadonlyMap<string, 'this' | 'other'>;
  keyOfRecord(record: string): string | null;
  /** Why nothing has the cause that the event names. */
  explainMissing(event: FlowEventRow): string;
  text(key: string): string;
};

/**
 * What is stated of each event's cause, by its record. Evidence in falling order: the causation id that it names, what
 * its spans say, and last a causation id that nothing has. Pure.
 */
export function statedTies(events: readonly FlowEventRow[], sources: CauseSources): Map<string, Tie> {
  const records = new Map(events.toReversed().map(({ eventId, record }) => [eventId, record]));
  return new Map(
    events.flatMap((event): [string, Tie][] => {
      const tie = namedTie(event, records, sources) ?? sources.spanTies.get(event.record) ?? missingTie(event, sources);
      return tie ? [[event.record, tie]] : [];
    }),
  );
}

function namedTie(
  { causation, record }: FlowEventRow,
  records: ReadonlyMap<string | null, string>,
  { requestIds, elsewhere, text }: CauseSources,
): Tie | null {
  if (causation === null) return null;
  const evidence = 'causation_id';
  const request = requestIds.get(causation);
  if (request !== undefined) {
    return { cause: { id: request, kind: 'request', evidence, reason: null }, record: null };
  }
  const known = records.get(causation);
  const place = elsewhere.get(causation);
  if (known === undefined && place === undefined) return null;
  const reason = known === undefined && place !== undefined ? placeWords[place] : null;
  return {
    cause: { id: text(causation), kind: 'event', evidence, reason },
    record: known === record ? null : (known ?? null),
  };
}

const placeWords = { this: 'it is not among the records shown here', other: 'it is an event of another flow' } as const;

function missingTie(event: FlowEventRow, { text, explainMissing }: CauseSources): Tie | null {
  if (event.causation === null) return null;
  const cause: FlowCause = {
    id: text(event.causation),
    kind: 'missing',
    evidence: 'causation_id',
    reason: explainMissing(event),
  };
  return { cause, record: null };
}

/**
 * What is stated, and for events of which nothing is, inferred: the event before it with the same Kafka key, or the
 * request that began its trace. `ordered` holds first records of events alone, not what repeats them. Pure.
 */
export function causesOf(
  ordered: readonly FlowEventRow[],
  stated: ReadonlyMap<string, Tie>,
  sources: CauseSources,
): Map<string, FlowCause> {
  const lastOfKey = new Map<string, FlowEventRow>();
  const causes = new Map<string, FlowCause>();
  for (const event of ordered) {
    const key = sources.keyOfRecord(event.record);
    const before = key === null ? undefined : lastOfKey.get(key);
    const cause = stated.get(event.record)?.cause ?? inferredCause(event, before, sources);
    if (cause) causes.set(event.record, cause);
    if (key !== null) lastOfKey.set(key, event);
  }
  return causes;
}

function inferredCause(
  { trace }: FlowEventRow,
  before: FlowEventRow | undefined,
  { requestOfTrace, text }: CauseSources,
): FlowCause | null {
  const evidence = 'inferred';
  if (before)
    return { id: before.eventId ? text(before.eventId) : before.record, kind: 'event', evidence, reason: null };
  const request = trace === null ? undefined : requestOfTrace.get(trace);
  return request === undefined ? null : { id: request, kind: 'request', evidence, reason: null };
}
