'use client';

import { useEffect, useMemo, useState } from 'react';
import { boxSize } from './box-size.ts';
import type { Graph } from './graph-box.ts';
import { type ForestLayout, type ForestShape, layoutForest } from './layout-forest.ts';

/** A graph with its layout, which belongs to no other. */
export type PlacedGraph = { graph: Graph; layout: ForestLayout };

export type GraphLayout =
  | { kind: 'ready'; placed: PlacedGraph }
  | { kind: 'waiting' }
  | { kind: 'too_large'; why: 'boxes' | 'deadline' };

/** More boxes than this tell nobody anything, and stutter. */
export const mostBoxes = 2500;
// Up to here a layout takes less time than a worker takes to start.
const mostOnPage = 400;
const deadlineMs = 2000;

/** The layout of a graph: small ones at once, larger ones by a worker that is ended when it takes too long. */
export function useGraphLayout(graph: Graph): GraphLayout {
  const count = graph.boxes.length;
  const atOnce = useMemo(() => (count <= mostOnPage ? place(graph) : null), [graph, count]);
  const [byWorker, setByWorker] = useState<GraphLayout>({ kind: 'waiting' });
  useEffect(() => {
    if (count <= mostOnPage || count > mostBoxes) return;
    const worker = new Worker(new URL('./graph-layout-worker.ts', import.meta.url));
    const giveUp = () => {
      worker.terminate();
      setByWorker({ kind: 'too_large', why: 'deadline' });
    };
    const timer = setTimeout(giveUp, deadlineMs);
    worker.onmessage = ({ data }: MessageEvent<ForestLayout>) => {
      clearTimeout(timer);
      setByWorker({ kind: 'ready', placed: { graph, layout: data } });
    };
    worker.onerror = giveUp;
    worker.postMessage(shapeOf(graph));
    return () => {
      clearTimeout(timer);
      worker.terminate();
    };
  }, [graph, count]);
  if (atOnce) return { kind: 'ready', placed: atOnce };
  // While a grown flow is laid out anew, what was drawn before stays.
  return count > mostBoxes ? { kind: 'too_large', why: 'boxes' } : byWorker;
}

function place(graph: Graph): PlacedGraph {
  return { graph, layout: layoutForest(shapeOf(graph)) };
}

function shapeOf({ boxes }: Graph): ForestShape {
  const { width, height, gap, gapDown } = boxSize;
  return { parents: boxes.map(({ parent }) => parent), boxWidth: width, levelHeight: height + gapDown, gap };
}
