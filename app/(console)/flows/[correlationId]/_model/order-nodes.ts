import { compareRecords } from './collect-nodes.ts';
import type { FlowNode } from './flow-model.ts';

/** By time; at one instant causes stand before their effects, calls before events, then in the order of the log. */
export function orderNodes(nodes: FlowNode[], depths: ReadonlyMap<FlowNode, number>): FlowNode[] {
  const depthOf = (node: FlowNode) => depths.get(node) ?? 0;
  return [...nodes].sort((a, b) => a.at - b.at || depthOf(a) - depthOf(b) || compareKinds(a, b));
}

function compareKinds(a: FlowNode, b: FlowNode): number {
  if (a.kind === 'event' && b.kind === 'event') return compareRecords(a.event, b.event);
  if (a.kind !== b.kind) return a.kind === 'request' ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** Steps from the first cause. A ring of causes (a bug in somebody's service) is cut where it closes. */
export function causeDepths(nodes: FlowNode[]): Map<FlowNode, number> {
  const depths = new Map<FlowNode, number>();
  for (const node of nodes) addDepth(node, depths);
  return depths;
}

function addDepth(node: FlowNode, depths: Map<FlowNode, number>): void {
  const path = new Set<FlowNode>();
  let next: FlowNode | null = node;
  while (next && !depths.has(next) && !path.has(next)) {
    path.add(next);
    const from: FlowNode | { kind: 'ghost' } | undefined = next.causedBy?.from;
    next = from && from.kind !== 'ghost' ? from : null;
  }
  let depth = next ? (depths.get(next) ?? -1) : -1;
  for (const step of [...path].reverse()) depths.set(step, ++depth);
}
