import type { CauseLink, FlowNode, FlowParts, Ghost } from './flow-model.ts';

type Causes = { links: CauseLink[]; ghosts: Map<string, Ghost> };

/**
 * Ties each node to what caused it. A cause that nothing captured has becomes a ghost with the reason; one ghost stands
 * for all effects that name it. A node that names itself has no cause.
 */
export function resolveCauses(nodes: FlowNode[], shown: FlowParts['shown']): Causes {
  const keys = keysByCauseId(nodes);
  const links: CauseLink[] = [];
  const ghosts = new Map<string, Ghost>();
  for (const node of nodes) {
    const cause = causeIdOf(node);
    if (!cause) continue;
    const from = keys.get(`${cause.kind} ${cause.id}`);
    if (from === node.key) continue;
    links.push({ from: from ?? ghostId(cause.id), to: node.key, evidence: cause.evidence, ghost: from === undefined });
    if (from === undefined) addGhost(ghosts, cause, node.key, shown);
  }
  return { links, ghosts };
}

type CauseId = { id: string; kind: 'event' | 'request' | 'missing'; evidence: CauseLink['evidence'] };

function causeIdOf(node: FlowNode): CauseId | null {
  if (node.kind === 'event') return node.event.cause;
  const { parent } = node.request;
  return parent === null ? null : { id: parent, kind: 'request', evidence: 'span_parent' };
}

function keysByCauseId(nodes: FlowNode[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const node of nodes) {
    if (node.kind === 'request') keys.set(`request ${node.key}`, node.key);
    else if (node.event.eventId !== null) keys.set(`event ${node.event.eventId}`, node.key);
  }
  return keys;
}

function ghostId(id: string): string {
  return `ghost ${id}`;
}

function addGhost(ghosts: Map<string, Ghost>, cause: CauseId, effect: string, shown: FlowParts['shown']): void {
  const id = ghostId(cause.id);
  const ghost = ghosts.get(id) ?? { id, reason: reasonMissing(cause, shown), effects: [] };
  ghost.effects.push(effect);
  ghosts.set(id, ghost);
}

function reasonMissing(cause: CauseId, shown: FlowParts['shown']): string {
  if (cause.kind === 'request')
    return `The REST call ${cause.id} has sent no span: it may still arrive, or was not sampled.`;
  if (shown.events < shown.of)
    return `The cause ${cause.id} is not among the ${shown.events} of ${shown.of} events shown here.`;
  return `Nothing captured has the id ${cause.id}: it may have expired, never been recorded, or come from a process that is not instrumented.`;
}
