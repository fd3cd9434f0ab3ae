import { boxSize } from './box-size.ts';
import type { Viewport } from './graph-viewport.ts';
import type { PlacedGraph } from './use-graph-layout.client.ts';

/** Indexes of the boxes that lie at least partly in view: only these are drawn. */
export function boxesInView(
  { layout }: PlacedGraph,
  { scale, x, y }: Viewport,
  box: { width: number; height: number },
): number[] {
  const left = -x / scale - boxSize.width / 2;
  const right = (box.width - x) / scale + boxSize.width / 2;
  const top = -y / scale - boxSize.height;
  const bottom = (box.height - y) / scale;
  const shown: number[] = [];
  for (const [index, centre] of layout.x.entries()) {
    const down = layout.y[index] ?? 0;
    if (centre > left && centre < right && down > top && down < bottom) shown.push(index);
  }
  return shown;
}
