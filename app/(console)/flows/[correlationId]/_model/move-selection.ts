import type { FlowModel } from './flow-model.ts';

export type Move = 'earlier' | 'later' | 'first' | 'last' | 'cause' | 'effect';

/** Where a key press leads from the selected node; the same node where there is nothing further that way. */
export function moveSelection(model: FlowModel, selected: string | null, move: Move): string | null {
  const node = selected === null ? undefined : model.byKey.get(selected);
  if (!node) return (move === 'last' ? model.nodes.at(-1) : model.nodes[0])?.key ?? null;
  const index = model.place.get(node.key) ?? 0;
  switch (move) {
    case 'first':
      return model.nodes[0]?.key ?? node.key;
    case 'last':
      return model.nodes.at(-1)?.key ?? node.key;
    case 'earlier':
      return model.nodes[index - 1]?.key ?? node.key;
    case 'later':
      return model.nodes[index + 1]?.key ?? node.key;
    case 'cause': {
      const link = model.causeOf.get(node.key);
      return link && !link.ghost ? link.from : node.key;
    }
    case 'effect':
      return model.effectsOf.get(node.key)?.[0]?.to ?? node.key;
  }
}
