import type { FlowEvent, FlowRequest } from '#schemas/api/flow.ts';
import { type EventNode, type FlowNode, type FlowParts, type RequestNode, unnamedService } from './flow-model.ts';

/** Events with one id become one node: the record seen first carries it, the others are its copies. */
export function collectNodes(flow: FlowParts): FlowNode[] {
  return [...collectEvents(flow.events), ...flow.requests.map(requestNode)];
}

function collectEvents(events: FlowEvent[]): EventNode[] {
  const byEvent = new Map<string, EventNode>();
  for (const node of events.map(eventNode).sort(byTime)) {
    const id = node.event.eventId ?? node.key;
    const seen = byEvent.get(id);
    if (seen) seen.copies.push(node.event);
    else byEvent.set(id, node);
  }
  return [...byEvent.values()];
}

function eventNode(event: FlowEvent): EventNode {
  const at = Date.parse(event.time);
  const service = event.service ?? unnamedService;
  return { kind: 'event', key: event.record, service, at, until: at, event, copies: [], ...untied() };
}

function requestNode(request: FlowRequest): RequestNode {
  const at = Date.parse(request.startedAt);
  const until = at + Math.max(0, request.durationMs);
  return { kind: 'request', key: request.id, service: request.service, at, until, request, ...untied() };
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
