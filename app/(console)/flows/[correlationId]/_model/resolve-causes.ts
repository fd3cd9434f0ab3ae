import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowNode, FlowParts, Ghost } from './flow-model.ts';

/**
 * Finds for each node what caused it, as its `causedBy`. A cause that nothing captured has becomes a ghost with the
 * reason; one ghost stands for all effects that name it. A node that names itself has no cause. Returns the ghosts.
 */
export function resolveCauses(nodes: FlowNode[], shown: FlowParts['shown']): Ghost[] {
  const byCauseId = indexByCauseId(nodes);
  const ghosts = new Map<string, Ghost>();
  for (const node of nodes) {
    const cause = causeIdOf(node);
    if (!cause) continue;
    const from = byCauseId[cause.kind].get(cause.id) ?? ghostOf(ghosts, cause, shown);
    if (from !== node) node.causedBy = { from, to: node, evidence: cause.evidence };
  }
  return [...ghosts.values()];
}

type CauseId = NonNullable<FlowEvent['cause']>;

function causeIdOf(node: FlowNode): CauseId | null {
  if (node.kind === 'event') return node.event.cause;
  const { parent } = node.request;
  return parent === null ? null : { id: parent, kind: 'request', evidence: 'span_parent', reason: null };
}

function indexByCauseId(nodes: FlowNode[]): Record<CauseId['kind'], Map<string, FlowNode>> {
  const index = { event: new Map<string, FlowNode>(), request: new Map<string, FlowNode>(), missing: new Map() };
  for (const node of nodes) {
    if (node.kind === 'request') index.request.set(node.key, node);
    else
      for (const { eventId, record } of [...node.copies, node.event])
        index.event.set(record, node).set(eventId ?? record, node);
  }
  return index;
}

function ghostOf(ghosts: Map<string, Ghost>, cause: CauseId, shown: FlowParts['shown']): Ghost {
  const known = ghosts.get(cause.id);
  if (known) return known;
  const ghost: Ghost = { kind: 'ghost', key: cause.id, reason: reasonMissing(cause, shown) };
  ghosts.set(cause.id, ghost);
  return ghost;
}

function reasonMissing(cause: CauseId, shown: FlowParts['shown']): string {
  if (cause.reason !== null) return `${cause.id}: ${cause.reason}.`;
  if (cause.kind === 'request')
    return `The REST call ${cause.id} has sent no span: it may still arrive, or was not sampled.`;
  if (shown.events < shown.of)
    return `The cause ${cause.id} is not among the ${shown.events} of ${shown.of} events shown here.`;
  return `Nothing captured has the id ${cause.id}: it may have expired, never been recorded, or come from a process that is not instrumented.`;
}
