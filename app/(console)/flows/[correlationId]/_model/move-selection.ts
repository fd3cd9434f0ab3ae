import type { FlowModel } from './flow-model.ts';

export type Move = 'earlier' | 'later' | 'first' | 'last' | 'cause' | 'effect';

/** Where a key press leads from the selected node; the same node where there is nothing further that way. */
export function moveSelection({ nodes, byKey }: FlowModel, selected: string | null, move: Move): string | null {
  const node = selected === null ? undefined : byKey.get(selected);
  if (!node) return (move === 'last' ? nodes.at(-1) : nodes[0])?.key ?? null;
  switch (move) {
    case 'first':
      return nodes[0]?.key ?? node.key;
    case 'last':
      return nodes.at(-1)?.key ?? node.key;
    case 'earlier':
      return nodes[node.place - 1]?.key ?? node.key;
    case 'later':
      return nodes[node.place + 1]?.key ?? node.key;
    case 'cause': {
      const from = node.causedBy?.from;
      return from && from.kind !== 'ghost' ? from.key : node.key;
    }
    case 'effect':
      return node.causeOf[0]?.to.key ?? node.key;
  }
}
