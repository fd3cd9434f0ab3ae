import type { FlowNode } from './flow-model.ts';

/**
 * No effect stands before a cause that is stated: whatever is left of wrong clocks moves it behind its cause. `depths`: steps
 * from the first cause. What is only inferred moves nothing.
 */
export function settleTimes(nodes: FlowNode[], depths: ReadonlyMap<FlowNode, number>): void {
  const causesFirst = nodes.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
  for (const node of causesFirst) {
    const { causedBy } = node;
    if (!causedBy || causedBy.from.kind === 'ghost' || causedBy.evidence === 'inferred') continue;
    const late = causedBy.from.at - node.at;
    if (late <= 0 || (depths.get(causedBy.from) ?? 0) >= (depths.get(node) ?? 0)) continue;
    node.at += late;
    node.until += late;
  }
}
