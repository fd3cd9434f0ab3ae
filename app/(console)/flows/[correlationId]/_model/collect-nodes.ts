import type { FlowEvent, FlowRequest } from '#schemas/api/flow.ts';
import type { Correction } from './clock-correction.ts';
import { type EventNode, type FlowNode, type FlowParts, type RequestNode, unnamedService } from './flow-model.ts';

/** All records of one event become one node: the first of them carries it, the others are its copies. */
export function collectNodes(flow: FlowParts, correct: Correction): FlowNode[] {
  const requests = flow.requests.map((request) => requestNode(request, correct));
  return [...collectEvents(flow.events.map((event) => eventNode(event, correct))), ...requests];
}

function collectEvents(all: EventNode[]): EventNode[] {
  const byEvent = new Map<string, EventNode>();
  const originals = all.filter(({ event }) => event.copyOf === null).sort(byTime);
  const copies = all.filter(({ event }) => event.copyOf !== null).sort(byTime);
  for (const node of [...originals, ...copies]) {
    const { eventId, copyOf, record } = node.event;
    // What is sent again with another value has another event id, and is the same event all the same.
    const seen = byEvent.get(copyOf ?? '') ?? byEvent.get(eventId ?? record);
    if (seen) seen.copies.push(node.event);
    const stack = seen ?? node;
    byEvent.set(record, stack);
    if (eventId !== null) byEvent.set(eventId, stack);
  }
  return [...new Set(byEvent.values())];
}

function eventNode(event: FlowEvent, correct: Correction): EventNode {
  const told = Date.parse(event.time);
  const service = event.service ?? unnamedService;
  const at = correct(service, told);
  return { kind: 'event', key: event.record, service, at, until: at, told, event, copies: [], ...untied() };
}

function requestNode(request: FlowRequest, correct: Correction): RequestNode {
  const { id: key, service } = request;
  const told = Date.parse(request.startedAt);
  const at = correct(service, told);
  const until = at + Math.max(0, request.durationMs);
  return { kind: 'request', key, service, at, until, told, request, ...untied() };
}

function untied(): Pick<FlowNode, 'place' | 'causedBy' | 'causeOf'> {
  return { place: 0, causedBy: null, causeOf: [] };
}

function byTime(a: EventNode, b: EventNode): number {
  return a.at - b.at || compareRecords(a.event, b.event);
}

/** Order inside the log. Offsets are decimal strings: the longer one is the greater. */
export function compareRecords(a: FlowEvent, b: FlowEvent): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  if (a.partition !== b.partition) return a.partition - b.partition;
  if (a.offset.length !== b.offset.length) return a.offset.length - b.offset.length;
  if (a.offset === b.offset) return 0;
  return a.offset < b.offset ? -1 : 1;
}
