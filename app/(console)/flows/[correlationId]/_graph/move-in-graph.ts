import type { PlacedGraph } from './use-graph-layout.client.ts';

export type GraphMove = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** The box that an arrow leads to: its cause, the first of its effects, or the next one beside it on its level. */
export function moveInGraph({ graph, layout }: PlacedGraph, from: number, move: GraphMove): number {
  const { boxes } = graph;
  if (from < 0) return boxes.length > 0 ? 0 : -1;
  switch (move) {
    case 'first':
      return 0;
    case 'last':
      return boxes.length - 1;
    case 'up':
      return Math.max(boxes[from]?.parent ?? from, -1) === -1 ? from : (boxes[from]?.parent ?? from);
    case 'down': {
      const child = boxes.findIndex(({ parent }) => parent === from);
      return child === -1 ? from : child;
    }
    default:
      return beside(layout, from, move === 'left' ? -1 : 1);
  }
}

function beside({ x, y }: PlacedGraph['layout'], from: number, side: 1 | -1): number {
  const [level, at] = [y[from], x[from] ?? 0];
  let nearest = from;
  for (const [index, centre] of x.entries()) {
    if (y[index] !== level || (centre - at) * side <= 0) continue;
    if (nearest === from || (centre - (x[nearest] ?? 0)) * side < 0) nearest = index;
  }
  return nearest;
}
