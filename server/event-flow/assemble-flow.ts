import type { Flow, FlowEvent } from '#schemas/api/flow.ts';
import type { OverlaidEvent, Process } from '#server/processes/index.ts';
import { dataOf } from './data-of.ts';
import type { FlowCause } from './flow-causes.ts';
import type { FlowParts } from './flow-parts.ts';
import { lacking, lostParts, twinsOf, twinWords } from './flow-problems.ts';
import { type Handling, handlingsOf } from './handlings-of.ts';
import { measureClocks } from './measure-clocks.ts';
import { overlayFlow } from './overlay-flow.ts';
import { pairsOf } from './pairs-of.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { readNotBefore } from './read-not-before.ts';
import { mainRef } from './read-refs.ts';
import { readSentBy } from './read-sent-by.ts';
import { problemWords, recordProblems } from './record-problems.ts';
import { type RecordRole, rolesOf, timeOf } from './record-roles.ts';
import { keyView, readValue, type ValueReading } from './record-view.ts';
import { tellFlow } from './tell-flow.ts';
import { tieEvents } from './tie-events.ts';

/** A flow, what its records carry, and in which sentences its process tells of its events, by type. */
export type FlowReading = {
  flow: Flow;
  /** The parsed `data` of the records that were read, by `record`. */
  data: ReadonlyMap<string, unknown>;
  sentences: Process['sentences'];
};

/** A reading with what is known of how its records were consumed. */
export type HandledFlow = FlowReading & {
  handlings: readonly Handling[];
  /** Before when a record that is passed on for a retry is not tried again (epoch ms), by `record`. */
  notBefore: ReadonlyMap<string, number>;
};

/** What each record of a flow is, by `record`. */
type Findings = {
  roles: ReadonlyMap<string, RecordRole>;
  causes: ReadonlyMap<string, FlowCause>;
  twins: ReadonlySet<string>;
  values: ReadonlyMap<string, ValueReading>;
};

/** Puts a flow together from what was read. Pure. */
export function assembleFlow(parts: FlowParts): HandledFlow {
  const roles = rolesOf(parts.events, parts.payloads);
  const { ordered, stated, causes } = tieEvents(parts, roles);
  const values = new Map(ordered.map(({ record }) => [record, readValue(parts.payloads.get(record)?.value ?? null)]));
  const data = new Map([...values].map(([record, { json }]) => [record, dataOf(json)]));
  const clocks = measureClocks(pairsOf(parts.events, parts.requests, stated));
  const findings: Findings = { roles, causes, twins: twinsOf(parts), values };
  const flow = { ...flowOf(parts, ordered, findings), clocks };
  const sentences = parts.processes.find(({ id }) => id === flow.process?.id)?.sentences ?? {};
  return { flow, data, sentences, ...handlingIn(parts) };
}

function handlingIn({ events, payloads, spans }: FlowParts): Pick<HandledFlow, 'handlings' | 'notBefore'> {
  const sent = events.map(({ record, topic }) => {
    return { record, topic, sentBy: readSentBy(payloads.get(record)?.headers ?? [])?.ref ?? null };
  });
  const notBefore = [...payloads].flatMap(([record, { headers }]): [string, number][] => {
    const at = readNotBefore(headers);
    return at === null ? [] : [[record, at]];
  });
  return { handlings: handlingsOf(spans, sent), notBefore: new Map(notBefore) };
}

function flowOf(parts: FlowParts, ordered: readonly FlowEventRow[], findings: Findings): Omit<Flow, 'clocks'> {
  const { correlationId, summary, refs, requests, spans, folded, text, now } = parts;
  const { roles, values } = findings;
  const shownRefs = refs.map(({ kind, value }) => ({ kind, value: text(value) }));
  const main = mainRef(refs);
  // What is written again happened once.
  const first = ordered.filter(({ record }) => roles.get(record)?.copyOf === null);
  const overlay = overlayFlow(parts, overlaidEvents(parts, first, values));
  const status = parts.isCut && summary ? summary.status : (overlay?.status ?? null);
  const of = ordered.length + folded.reduce((sum, { count }) => sum + count, 0);
  return {
    correlationId,
    business: main && { kind: main.kind, id: text(main.value) },
    refs: shownRefs,
    status,
    story: tellFlow(
      first.map((row) => toldEvent(row, values.get(row.record))),
      { status, file: overlay?.file ?? null, process: overlay?.process ?? null, records: of },
    ),
    ...extentOf(parts),
    process: overlay?.process ?? null,
    position: null,
    positionFrom: null,
    events: ordered.map((row) => flowEvent(parts, findings, row)),
    requests: requests.map(({ requestId: _, ...request }) => request),
    traceIds: [...new Set(ordered.map(({ trace }) => trace).filter((trace) => trace !== null))],
    spans: spans.length,
    folded,
    shown: { events: ordered.length, of },
    problems: [...parts.problems, ...lacking(parts), ...lostParts(parts)],
    asOf: now.toISOString(),
  };
}

function flowEvent({ payloads, text }: FlowParts, findings: Findings, row: FlowEventRow): FlowEvent {
  const payload = payloads.get(row.record);
  const value = findings.values.get(row.record);
  const role = findings.roles.get(row.record) ?? unread;
  const state = payload ? value?.validity.state : undefined;
  const time = timeOf(row, role.role);
  return {
    record: row.record,
    eventId: row.eventId && text(row.eventId),
    type: row.type,
    version: row.version,
    time: new Date(time).toISOString(),
    timeSource: row.flags & recordProblems.ownTime && time === row.eventMs ? 'event' : 'record',
    service: row.service,
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    stored: row.block,
    key: payload ? keyView(payload.key) : null,
    traceId: row.trace,
    cause: findings.causes.get(row.record) ?? null,
    ...role,
    valid: state === 'valid' || state === 'invalid' ? state === 'valid' : null,
    problems: [
      ...problemWords(row.flags),
      ...(findings.twins.has(row.record) ? [twinWords] : []),
      ...(value?.problems ?? []),
    ],
  };
}

const unread: RecordRole = { role: 'event', copyOf: null, group: null, attempt: null, failure: null };

/** REST calls tell when a flow was only where no record does. */
function extentOf({ events, requests, summary, isCut }: FlowParts): Pick<Flow, 'startedAt' | 'lastEventAt'> {
  const times =
    events.length > 0 ? events.map(({ eventMs }) => eventMs) : requests.map(({ startedAt }) => Date.parse(startedAt));
  if (isCut && summary) times.push(summary.startedMs, summary.lastMs);
  return {
    startedAt: new Date(Math.min(...times)).toISOString(),
    lastEventAt: new Date(Math.max(...times)).toISOString(),
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
