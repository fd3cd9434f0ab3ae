import type { FlowEvent, FlowRequest } from '#schemas/api/flow.ts';
import { type EventNode, type FlowNode, type FlowParts, type RequestNode, unnamedService } from './flow-model.ts';

/** Events with one id become one node: the record seen first carries it, the others are its copies. */
export function collectNodes(flow: FlowParts): FlowNode[] {
  return [...collectEvents(flow.events), ...flow.requests.map(requestNode)];
}

function collectEvents(events: FlowEvent[]): EventNode[] {
  const byEvent = new Map<string, EventNode>();
  for (const event of [...events].sort(byRecordTime)) {
    const id = event.eventId ?? event.record;
    const seen = byEvent.get(id);
    if (seen) seen.copies.push(event);
    else byEvent.set(id, eventNode(event));
  }
  return [...byEvent.values()];
}

function eventNode(event: FlowEvent): EventNode {
  const at = Date.parse(event.time);
  return {
    kind: 'event',
    key: event.record,
    service: event.service ?? unnamedService,
    at,
    until: at,
    event,
    copies: [],
  };
}

function requestNode(request: FlowRequest): RequestNode {
  const at = Date.parse(request.startedAt);
  return {
    kind: 'request',
    key: request.id,
    service: request.service,
    at,
    until: at + Math.max(0, request.durationMs),
    request,
  };
}

function byRecordTime(a: FlowEvent, b: FlowEvent): number {
  return Date.parse(a.time) - Date.parse(b.time) || compareRecords(a, b);
}

/** Order inside the log. Offsets are decimal strings: the longer one is the greater. */
export function compareRecords(a: FlowEvent, b: FlowEvent): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  if (a.partition !== b.partition) return a.partition - b.partition;
  if (a.offset.length !== b.offset.length) return a.offset.length - b.offset.length;
  if (a.offset === b.offset) return 0;
  return a.offset < b.offset ? -1 : 1;
}
