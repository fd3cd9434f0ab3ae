'use client';

import { useId, useMemo, useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatClock } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { useBoxWidth } from '../_timeline/use-box.client.ts';
import { useGestures } from '../_timeline/use-gestures.client.ts';
import { boxSize } from './box-size.ts';
import { boxesInView } from './boxes-in-view.ts';
import { GraphBoxes } from './graph-boxes.tsx';
import { GraphEdges } from './graph-edges.tsx';
import { graphKey } from './graph-key.ts';
import {
  centreViewport,
  firstViewport,
  panViewport,
  type Viewport,
  wholeViewport,
  zoomViewport,
} from './graph-viewport.ts';
import { indexInGraph, keyAfter, keysOf } from './keys-of-box.ts';
import { moveInGraph } from './move-in-graph.ts';
import type { PlacedGraph } from './use-graph-layout.client.ts';

type GraphCanvasProps = {
  placed: PlacedGraph;
  matches: Set<string> | null;
  selected: string | null;
  onSelect: (key: string) => void;
  onOpen: () => void;
  onMatch: (step: 1 | -1) => void;
};

const height = 560;
const assumedWidth = 874;

/** The graph in a box of its own that is zoomed and moved. What moves it is a gesture, never a selection. */
export function GraphCanvas({ placed, matches, selected, onSelect, onOpen, onMatch }: GraphCanvasProps) {
  const { graph, layout } = placed;
  const frame = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [zone] = useTimeZone();
  const box = { width: useBoxWidth(frame) ?? assumedWidth, height };
  const [moved, setMoved] = useState<Viewport | null>(null);
  const view = moved ?? firstViewport(layout, box, layout.x[0] ?? 0);
  const chosen = useMemo(() => indexInGraph(graph, selected), [graph, selected]);
  const shown = boxesInView(placed, view, box);
  const isOff = chosen >= 0 && !shown.includes(chosen);

  const pan = (dx: number, dy: number) => setMoved(panViewport(view, dx, dy, layout, box));
  const zoom = (at: { x: number; y: number }, factor: number) => setMoved(zoomViewport(view, at, factor));
  const wasDrag = useGestures(frame, { onZoom: (x, factor, y) => zoom({ x, y }, factor), onPan: pan, free: true });
  const select = (index: number) => {
    const key = keyAfter(graph.boxes[index], selected);
    if (key !== null) onSelect(key);
  };
  const walk = (index: number) => {
    const key = keysOf(graph.boxes[index])[0];
    if (key !== undefined) onSelect(key);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = graphKey(event);
    if (!action) return;
    event.preventDefault();
    switch (action.kind) {
      case 'move':
        return walk(moveInGraph(placed, chosen, action.move));
      case 'pan':
        return pan(action.dx, action.dy);
      case 'zoom':
        return zoom({ x: box.width / 2, y: box.height / 2 }, action.factor);
      case 'fit':
        return setMoved(wholeViewport(layout, box));
      case 'match':
        return onMatch(action.step);
      case 'open':
        return onOpen();
    }
  };
  const showSelected = () =>
    setMoved(centreViewport(view, { x: layout.x[chosen] ?? 0, y: (layout.y[chosen] ?? 0) + boxSize.height / 2 }, box));
  const idOf = (index: number) => `${prefix}-${graph.boxes[index]?.id}`.replaceAll(/\s/g, '_');

  return (
    <div className="relative min-w-0">
      <div
        ref={frame}
        role="listbox"
        tabIndex={0}
        aria-label="Graph of the flow. Up to the cause, down to the effect, left and right along a level; plus and minus zoom, 0 shows all; n and N walk what was found."
        aria-activedescendant={chosen >= 0 && !isOff ? idOf(chosen) : undefined}
        onKeyDown={onKeyDown}
        className="relative min-w-0 cursor-grab touch-none overflow-hidden rounded-l outline-offset-[-2px] select-none active:cursor-grabbing"
        style={{ height }}
      >
        <svg role="presentation" width={box.width} height={box.height} className="block">
          <g transform={`translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.scale.toFixed(4)})`}>
            <GraphEdges placed={placed} shown={shown} chosen={chosen} />
            <GraphBoxes
              placed={placed}
              shown={shown}
              chosen={chosen}
              matches={matches}
              isSmall={view.scale < 0.45}
              idOf={idOf}
              clock={(time, ms) => formatClock(time, zone, { ms })}
              onSelect={(index) => {
                if (!wasDrag()) select(index);
              }}
            />
          </g>
        </svg>
      </div>
      <div className="absolute right-2 bottom-2 flex gap-1.5">
        {isOff ? <Button onClick={showSelected}>Show selected</Button> : null}
        {moved ? <Button onClick={() => setMoved(null)}>First view</Button> : null}
        <Button onClick={() => setMoved(wholeViewport(layout, box))}>Show all</Button>
      </div>
    </div>
  );
}
