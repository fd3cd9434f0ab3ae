import { describe, expect, it } from 'vitest';
import { centreViewport, firstViewport, panViewport, wholeViewport, zoomViewport } from './graph-viewport.ts';

const box = { width: 800, height: 560 };

describe('the view of a graph', () => {
  it('never leaves the graph behind, however far one pans', () => {
    const graph = { width: 400, height: 300 };
    const view = firstViewport(graph, box, 200);
    const far = panViewport(view, 1e9, -1e9, graph, box);
    expect(far.x + graph.width * far.scale).toBe(80);
    expect(far.y).toBe(box.height - 80);
  });

  it('begins with all of a small graph in the middle, and with the readable top of a large one', () => {
    expect(firstViewport({ width: 400, height: 300 }, box, 200)).toEqual({ scale: 1, x: 200, y: 20 });
    const large = firstViewport({ width: 90_000, height: 3000 }, box, 45_000);
    expect(large).toEqual({ scale: 0.85, x: 400 - 45_000 * 0.85, y: 20 });
  });

  it('shows all of a large one when asked', () => {
    const { scale, x } = wholeViewport({ width: 7600, height: 300 }, box);
    expect([scale, x]).toEqual([0.1, 20]);
  });

  it('keeps what is under the pointer there while zooming', () => {
    const before = { scale: 1, x: 30, y: 40 };
    const after = zoomViewport(before, { x: 130, y: 240 }, 1.5);
    expect((130 - after.x) / after.scale).toBeCloseTo(100);
    expect((240 - after.y) / after.scale).toBeCloseTo(200);
  });

  it('puts a place in the middle at the same size', () => {
    expect(centreViewport({ scale: 0.5, x: 0, y: 0 }, { x: 1000, y: 400 }, box)).toEqual({
      scale: 0.5,
      x: -100,
      y: 80,
    });
  });
});
