import type { Flow, FlowEvent } from '#schemas/api/flow.ts';
import { idKey } from '#server/platform/db/index.ts';
import type { OverlaidEvent, Process } from '#server/processes/index.ts';
import { dataOf } from './data-of.ts';
import { type CauseSources, causesOf, type FlowCause, orderByCause } from './flow-causes.ts';
import type { FlowParts } from './flow-parts.ts';
import { lacking, lostParts, twinsOf, twinWords } from './flow-problems.ts';
import { overlayFlow } from './overlay-flow.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { mainRef } from './read-refs.ts';
import { problemWords, recordProblems } from './record-problems.ts';
import { keyView, readValue, type ValueReading } from './record-view.ts';
import { tellFlow } from './tell-flow.ts';

/** A flow, what its records carry, and in which sentences its process tells of its events, by type. */
export type FlowReading = {
  flow: Flow;
  /** The parsed `data` of the records that were read, by `record`. */
  data: ReadonlyMap<string, unknown>;
  sentences: Process['sentences'];
};

/** Puts a flow together from what was read. Pure. */
export function assembleFlow(parts: FlowParts): FlowReading {
  const ordered = orderByCause(parts.events);
  const values = new Map(ordered.map(({ record }) => [record, readValue(parts.payloads.get(record)?.value ?? null)]));
  const data = new Map([...values].map(([record, { json }]) => [record, dataOf(json)]));
  const flow = flowOf(parts, ordered, values);
  return { flow, data, sentences: parts.processes.find(({ id }) => id === flow.process?.id)?.sentences ?? {} };
}

function flowOf(parts: FlowParts, ordered: readonly FlowEventRow[], values: ReadonlyMap<string, ValueReading>): Flow {
  const { correlationId, summary, refs, requests, spans, text, now } = parts;
  const twins = twinsOf(parts);
  const causes = causesOf(ordered, sourcesOf(parts));
  const shownRefs = refs.map(({ kind, value }) => ({ kind, value: text(value) }));
  const main = mainRef(refs);
  const overlay = overlayFlow(parts, overlaidEvents(parts, ordered, values));
  const status = parts.isCut && summary ? summary.status : (overlay?.status ?? null);
  const times = [...ordered.map(({ eventMs }) => eventMs), ...requestTimes(parts)];
  const of = parts.isCut ? Math.max(summary?.events ?? 0, ordered.length + 1) : ordered.length;
  return {
    correlationId,
    business: main && { kind: main.kind, id: text(main.value) },
    refs: shownRefs,
    status,
    story: tellFlow(
      ordered.map((row) => toldEvent(row, values.get(row.record))),
      { status, file: overlay?.file ?? null, process: overlay?.process ?? null },
    ),
    startedAt: new Date(Math.min(...times)).toISOString(),
    lastEventAt: new Date(Math.max(...times)).toISOString(),
    process: overlay?.process ?? null,
    position: null,
    events: ordered.map((row) => flowEvent(parts, twins, row, values.get(row.record), causes.get(row.record) ?? null)),
    requests: requests.map(({ requestId: _, ...request }) => request),
    traceIds: [...new Set(ordered.map(({ trace }) => trace).filter((trace) => trace !== null))],
    spans,
    clocks: [],
    folded: [],
    shown: { events: ordered.length, of },
    problems: [...parts.problems, ...lacking(parts), ...lostParts(parts)],
    asOf: now.toISOString(),
  };
}

function flowEvent(
  { payloads, text }: FlowParts,
  twins: ReadonlySet<string>,
  row: FlowEventRow,
  value: ValueReading | undefined,
  cause: FlowCause | null,
): FlowEvent {
  const payload = payloads.get(row.record);
  const state = payload ? value?.validity.state : undefined;
  return {
    record: row.record,
    eventId: row.eventId && text(row.eventId),
    type: row.type,
    version: row.version,
    time: new Date(row.eventMs).toISOString(),
    timeSource: row.flags & recordProblems.ownTime ? 'event' : 'record',
    service: row.service,
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    stored: row.block,
    key: payload ? keyView(payload.key) : null,
    traceId: row.trace,
    cause,
    role: 'event',
    copyOf: null,
    group: null,
    attempt: null,
    failure: null,
    valid: state === 'valid' || state === 'invalid' ? state === 'valid' : null,
    problems: [...problemWords(row.flags), ...(twins.has(row.record) ? [twinWords] : []), ...(value?.problems ?? [])],
  };
}

function sourcesOf({ requests, elsewhere, payloads, text }: FlowParts): CauseSources {
  const requestIds = requests.flatMap(({ id, requestId }): [string, string][] =>
    requestId === null ? [[idKey(id), id]] : [[idKey(requestId), id]],
  );
  return {
    requestIds: new Map(requestIds),
    requestOfTrace: new Map(requests.toReversed().map(({ traceId, id }) => [traceId, id])),
    elsewhere,
    keyOfRecord: (record) => keyView(payloads.get(record)?.key ?? null),
    text,
  };
}

function toldEvent({ type, eventMs }: FlowEventRow, value: ValueReading | undefined) {
  return { type, eventMs, data: dataOf(value?.json) };
}

function overlaidEvents(
  { text }: FlowParts,
  ordered: readonly FlowEventRow[],
  values: ReadonlyMap<string, ValueReading>,
): OverlaidEvent[] {
  return ordered.map(({ type, eventMs, eventId, record, service }) => ({
    type,
    atMs: eventMs,
    eventId: eventId && text(eventId),
    record,
    service,
    data: dataOf(values.get(record)?.json),
  }));
}

/** REST calls tell when a flow was only where no record does. */
function requestTimes({ events, requests }: FlowParts): number[] {
  return events.length > 0 ? [] : requests.map(({ startedAt }) => Date.parse(startedAt));
}
