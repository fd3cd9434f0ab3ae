/** What part of the graph is in view: a place of the graph stands at `place × scale + shift` px of the box. */
export type Viewport = { scale: number; x: number; y: number };

type Size = { width: number; height: number };

const smallest = 0.1;
const largest = 1.6;
// At first nothing is drawn smaller than can be read; what does not fit is out of view.
const readable = 0.85;
const margin = 20;
const keptInView = 80;

/** The first view: all of the graph where that can be read, else its top, with the first root in the middle. */
export function firstViewport(graph: Size, box: Size, rootX: number): Viewport {
  const scale = Math.min(Math.max(scaleToFit(graph, box), readable), 1);
  return { scale, x: firstX(graph, box, rootX, scale), y: margin };
}

/** All of the graph, however small. */
export function wholeViewport(graph: Size, box: Size): Viewport {
  const scale = Math.min(Math.max(scaleToFit(graph, box), smallest), 1);
  return { scale, x: (box.width - graph.width * scale) / 2, y: margin };
}

/** Zooms about a px of the box: what is under the pointer stays under it. */
export function zoomViewport({ scale, x, y }: Viewport, at: { x: number; y: number }, factor: number): Viewport {
  const next = Math.min(Math.max(scale * factor, smallest), largest);
  const grown = next / scale;
  return { scale: next, x: at.x - (at.x - x) * grown, y: at.y - (at.y - y) * grown };
}

/** Moves by px, as far as part of the graph stays in view. */
export function panViewport(view: Viewport, dx: number, dy: number, graph: Size, box: Size): Viewport {
  return {
    ...view,
    x: clamp(view.x - dx, keptInView - graph.width * view.scale, box.width - keptInView),
    y: clamp(view.y - dy, keptInView - graph.height * view.scale, box.height - keptInView),
  };
}

/** The same size, with a place of the graph in the middle. */
export function centreViewport(view: Viewport, at: { x: number; y: number }, box: Size): Viewport {
  return { ...view, x: box.width / 2 - at.x * view.scale, y: box.height / 2 - at.y * view.scale };
}

function scaleToFit(graph: Size, box: Size): number {
  return Math.min(
    (box.width - 2 * margin) / Math.max(graph.width, 1),
    (box.height - 2 * margin) / Math.max(graph.height, 1),
  );
}

function firstX(graph: Size, box: Size, rootX: number, scale: number): number {
  const drawn = graph.width * scale;
  if (drawn + 2 * margin <= box.width) return (box.width - drawn) / 2;
  return clamp(box.width / 2 - rootX * scale, box.width - margin - drawn, margin);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high));
}
