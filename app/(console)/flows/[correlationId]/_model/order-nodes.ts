import { compareRecords } from './collect-nodes.ts';
import type { CauseLink, FlowNode } from './flow-model.ts';

/** By time; at one instant causes stand before their effects, calls before events, then in the order of the log. */
export function orderNodes(nodes: FlowNode[], links: CauseLink[]): FlowNode[] {
  const depth = causalDepths(links);
  return [...nodes].sort(
    (a, b) => a.at - b.at || (depth.get(a.key) ?? 0) - (depth.get(b.key) ?? 0) || compareKinds(a, b),
  );
}

function compareKinds(a: FlowNode, b: FlowNode): number {
  if (a.kind === 'event' && b.kind === 'event') return compareRecords(a.event, b.event);
  if (a.kind !== b.kind) return a.kind === 'request' ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** Steps from the first cause. A ring of causes (a bug in somebody's service) is cut where it closes. */
function causalDepths(links: CauseLink[]): Map<string, number> {
  const parent = new Map(links.filter((link) => !link.ghost).map((link) => [link.to, link.from]));
  const depth = new Map<string, number>();
  for (const start of parent.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let key: string | undefined = start;
    while (key !== undefined && !depth.has(key) && !onPath.has(key)) {
      path.push(key);
      onPath.add(key);
      key = parent.get(key);
    }
    let known = key === undefined ? -1 : (depth.get(key) ?? -1);
    for (const step of path.reverse()) depth.set(step, ++known);
  }
  return depth;
}
