import type { Flow, FlowEvent } from '#schemas/api/flow.ts';
import type { FlowReading } from '#server/event-flow/index.ts';
import { isWithinDepth } from '#server/platform/json/index.ts';

/** An event of a flow, once, as it is held against the other flow's. */
export type ComparedNode = {
  event: FlowEvent;
  data: unknown;
  /** The event that caused it, where the flow has it. */
  cause: ComparedNode | null;
  /** What caused it, by type or call; null where nothing shows. */
  causeName: string | null;
  tookMs: number;
  failures: number;
};

const deepest = 64;

/** The events of a flow in their order, causes first; copies only count as what failed. Pure. */
export function comparedNodes({ flow, data }: FlowReading): ComparedNode[] {
  const byId = new Map<string, ComparedNode>();
  const nodes: ComparedNode[] = [];
  for (const event of flow.events) {
    const known = event.eventId === null ? undefined : byId.get(event.eventId);
    if (event.role === 'retry' || event.role === 'dead_letter') {
      if (known) known.failures += 1;
      continue;
    }
    if (known || event.copyOf !== null) continue;
    const node = nodeOf(flow, event, byId, data.get(event.record));
    nodes.push(node);
    if (event.eventId !== null) byId.set(event.eventId, node);
  }
  return nodes;
}

function nodeOf(flow: Flow, event: FlowEvent, byId: ReadonlyMap<string, ComparedNode>, data: unknown): ComparedNode {
  // What is only inferred is no reason to hold against another one.
  const cause = event.cause?.evidence === 'inferred' ? null : event.cause;
  const node = cause?.kind === 'event' ? (byId.get(cause.id) ?? null) : null;
  const request = cause?.kind === 'request' ? flow.requests.find(({ id }) => id === cause.id) : undefined;
  const from = node?.event.time ?? request?.startedAt ?? flow.startedAt;
  return {
    event,
    data: isWithinDepth(data, deepest) ? data : undefined,
    cause: node,
    causeName: node?.event.type ?? (request ? `${request.method} ${request.route}` : null),
    tookMs: Date.parse(event.time) - Date.parse(from),
    failures: 0,
  };
}
