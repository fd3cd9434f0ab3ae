import type { FlowNode, NodeCounts } from './flow-model.ts';
import { hasProblem } from './has-problem.ts';

export function countNodes(nodes: FlowNode[]): NodeCounts {
  const counts: NodeCounts = { copies: 0, troubled: 0, byService: new Map() };
  for (const node of nodes) {
    if (node.kind === 'event') counts.copies += node.copies.length;
    if (hasProblem(node)) counts.troubled++;
    counts.byService.set(node.service, (counts.byService.get(node.service) ?? 0) + 1);
  }
  return counts;
}
