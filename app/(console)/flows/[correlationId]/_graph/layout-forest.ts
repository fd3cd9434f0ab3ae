/** What the layout is told: for each box the index of its parent, -1 for roots; parents stand before their children. */
export type ForestShape = { parents: number[]; boxWidth: number; levelHeight: number; gap: number };

/** Centres of the boxes across, their levels' tops down, and the size of the whole, in px. */
export type ForestLayout = { x: number[]; y: number[]; width: number; height: number };

/**
 * Sets a forest out from top to bottom: parents stand above the middle of their children, subtrees as near to each other
 * as their outlines allow. After Reingold and Tilford, "Tidier Drawings of Trees" (1981).
 */
export function layoutForest({ parents, boxWidth, levelHeight, gap }: ForestShape): ForestLayout {
  const children = parents.map((): number[] => []);
  const roots: number[] = [];
  for (const [index, parent] of parents.entries()) (children[parent] ?? roots).push(index);
  const step = boxWidth + gap;
  const outlines: Outline[] = new Array(parents.length);
  const offsets: number[] = new Array(parents.length).fill(0);
  // From the last to the first: every box comes after all of its children.
  for (let index = parents.length - 1; index >= 0; index--)
    outlines[index] = outlineAbove(children[index] ?? [], outlines, offsets, step);
  const whole = outlineAbove(roots, outlines, offsets, step);
  const left = Math.min(0, ...whole.left.slice(1));
  const right = Math.max(0, ...whole.right.slice(1));
  const x: number[] = [];
  const y: number[] = [];
  for (const [index, parent] of parents.entries()) {
    x[index] = (offsets[index] ?? 0) + (parent < 0 ? boxWidth / 2 - left : (x[parent] ?? 0));
    y[index] = parent < 0 ? 0 : (y[parent] ?? 0) + levelHeight;
  }
  const levels = whole.left.length - 1;
  return { x, y, width: parents.length === 0 ? 0 : right - left + boxWidth, height: levels * levelHeight };
}

/** How far a subtree reaches on each level, from the centre of its root. */
type Outline = { left: number[]; right: number[] };

/** Puts the subtrees side by side, writes how far each stands from the middle, and gives the outline of all under a root. */
function outlineAbove(places: number[], outlines: Outline[], offsets: number[], step: number): Outline {
  const left: number[] = [];
  const right: number[] = [];
  let last = 0;
  for (const place of places) {
    const outline = outlines[place] ?? { left: [0], right: [0] };
    last = distanceTo(right, outline.left, step);
    offsets[place] = last;
    for (const [level, reach] of outline.left.entries()) {
      left[level] ??= reach + last;
      right[level] = (outline.right[level] ?? reach) + last;
    }
  }
  const middle = last / 2;
  for (const place of places) offsets[place] = (offsets[place] ?? 0) - middle;
  const moved = (reach: number) => reach - middle;
  return { left: [0, ...left.map(moved)], right: [0, ...right.map(moved)] };
}

function distanceTo(right: number[], left: number[], step: number): number {
  let distance = 0;
  const shared = Math.min(right.length, left.length);
  for (let level = 0; level < shared; level++)
    distance = Math.max(distance, (right[level] ?? 0) - (left[level] ?? 0) + step);
  return distance;
}
