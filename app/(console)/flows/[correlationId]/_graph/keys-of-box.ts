import type { Graph, GraphBox } from './graph-box.ts';

/** What of a box a link can select: its events, calls or step; nothing of a cause nobody captured. */
export function keysOf(box: GraphBox | undefined): string[] {
  switch (box?.content.kind) {
    case 'nodes':
      return box.content.nodes.map(({ key }) => key);
    case 'step':
      return [box.content.step.key];
    default:
      return [];
  }
}

/** A box of several gives the next of them with every press. */
export function keyAfter(box: GraphBox | undefined, selected: string | null): string | null {
  const keys = keysOf(box);
  const at = selected === null ? -1 : keys.indexOf(selected);
  return keys[(at + 1) % keys.length] ?? null;
}

/** The box that holds what is selected; -1 where none does. */
export function indexInGraph({ boxes }: Graph, selected: string | null): number {
  if (selected === null) return -1;
  return boxes.findIndex((box) => keysOf(box).includes(selected));
}
