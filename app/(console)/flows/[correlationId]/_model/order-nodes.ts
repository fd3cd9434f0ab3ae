import { compareRecords } from './collect-nodes.ts';
import type { FlowNode } from './flow-model.ts';

/** By time; at one instant causes stand before their effects, calls before events, then in the order of the log. */
export function orderNodes(nodes: FlowNode[]): FlowNode[] {
  const depths = new Map<FlowNode, number>();
  return [...nodes].sort((a, b) => a.at - b.at || depthOf(a, depths) - depthOf(b, depths) || compareKinds(a, b));
}

function compareKinds(a: FlowNode, b: FlowNode): number {
  if (a.kind === 'event' && b.kind === 'event') return compareRecords(a.event, b.event);
  if (a.kind !== b.kind) return a.kind === 'request' ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** Steps from the first cause. A ring of causes (a bug in somebody's service) is cut where it closes. */
function depthOf(node: FlowNode, depths: Map<FlowNode, number>): number {
  const path = new Set<FlowNode>();
  let next: FlowNode | null = node;
  while (next && !depths.has(next) && !path.has(next)) {
    path.add(next);
    const from: FlowNode | { kind: 'ghost' } | undefined = next.causedBy?.from;
    next = from && from.kind !== 'ghost' ? from : null;
  }
  let depth = next ? (depths.get(next) ?? -1) : -1;
  for (const step of [...path].reverse()) depths.set(step, ++depth);
  return depths.get(node) ?? 0;
}
