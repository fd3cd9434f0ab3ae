import type { FlowNode, NodeCounts } from './flow-model.ts';
import { givingsUp, hasProblem } from './has-problem.ts';
import { seenTimes } from './seen-times.ts';

export function countNodes(nodes: FlowNode[]): NodeCounts {
  const counts: NodeCounts = { duplicates: 0, deadLetters: 0, openDeadLetters: 0, troubled: 0, byService: new Map() };
  for (const node of nodes) {
    if (node.kind === 'event') {
      counts.duplicates += seenTimes(node) - 1;
      const { times, open } = givingsUp(node.copies);
      counts.deadLetters += times;
      counts.openDeadLetters += open;
    }
    if (hasProblem(node)) counts.troubled++;
    counts.byService.set(node.service, (counts.byService.get(node.service) ?? 0) + 1);
  }
  return counts;
}
