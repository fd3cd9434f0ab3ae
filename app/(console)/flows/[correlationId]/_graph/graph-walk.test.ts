import { describe, expect, it } from 'vitest';
import { graphKey } from './graph-key.ts';
import { layoutForest } from './layout-forest.ts';
import { moveInGraph } from './move-in-graph.ts';

const parents = [-1, 0, 0, 1, 2];
const placed = {
  graph: {
    boxes: parents.map((parent, index) => ({
      id: String(index),
      parent,
      link: null,
      content: { kind: 'nodes' as const, nodes: [] },
    })),
    joins: [],
  },
  layout: layoutForest({ parents, boxWidth: 10, levelHeight: 10, gap: 2 }),
};

describe('moveInGraph', () => {
  it('stays where nothing lies further that way', () => {
    expect(moveInGraph(placed, 0, 'up')).toBe(0);
    expect(moveInGraph(placed, 3, 'down')).toBe(3);
    expect(moveInGraph(placed, 1, 'left')).toBe(1);
    expect(moveInGraph(placed, 2, 'right')).toBe(2);
  });

  it('goes to the cause, to the first effect, and along a level', () => {
    expect(moveInGraph(placed, 4, 'up')).toBe(2);
    expect(moveInGraph(placed, 0, 'down')).toBe(1);
    expect(moveInGraph(placed, 3, 'right')).toBe(4);
    expect(moveInGraph(placed, -1, 'left')).toBe(0);
  });
});

describe('graphKey', () => {
  const press = (key: string, shiftKey = false, ctrlKey = false) =>
    graphKey({ key, shiftKey, ctrlKey, metaKey: false, altKey: false });

  it('leaves to the browser what is the browser’s', () => {
    expect(press('Tab')).toBeNull();
    expect(press('+', false, true)).toBeNull();
  });

  it('walks with arrows, pans with shift, zooms with signs', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'move', move: 'up' });
    expect(press('ArrowDown', true)).toEqual({ kind: 'pan', dx: 0, dy: 120 });
    expect(press('-')).toMatchObject({ kind: 'zoom' });
    expect(press('N', true)).toEqual({ kind: 'match', step: -1 });
  });
});
