'use client';

import { useMemo } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatCount } from '#app/_ui/format-count.ts';
import type { FlowViewProps } from '../flow-view-props.ts';
import { walkMatches } from '../walk-matches.ts';
import { buildGraph } from './build-graph.ts';
import { GraphCanvas } from './graph-canvas.client.tsx';
import { type GraphLayout, mostBoxes, useGraphLayout } from './use-graph-layout.client.ts';

/** The flow as causes and effects, from top to bottom. */
export function GraphView(props: FlowViewProps) {
  const { model, params } = props;
  const collapse = params.collapse === 'on';
  const graph = useMemo(() => buildGraph(model, collapse), [model, collapse]);
  const result = useGraphLayout(graph);
  switch (result.kind) {
    case 'waiting':
      return (
        <div aria-busy="true" className="skeleton m-3.5 h-[532px]">
          <span className="sr-only">Laying out the graph</span>
        </div>
      );
    case 'too_large':
      return <TooLarge why={result.why} boxes={graph.boxes.length} params={params} />;
    case 'ready':
      return (
        <GraphCanvas
          placed={result.placed}
          matches={props.matches}
          selected={props.selected}
          onSelect={params.select}
          onOpen={props.onOpen}
          onMatch={(step) => walkMatches(props, step)}
        />
      );
  }
}

type TooLargeProps = Pick<FlowViewProps, 'params'> & {
  why: Extract<GraphLayout, { kind: 'too_large' }>['why'];
  boxes: number;
};

function TooLarge({ why, boxes, params }: TooLargeProps) {
  return (
    <div className="flex flex-col items-start gap-3 px-3.5 py-10">
      <p className="font-semibold">This graph is too large to draw</p>
      <p className="max-w-[60ch] text-ink-2">
        {why === 'boxes'
          ? `It would have ${formatCount(boxes)} boxes; up to ${formatCount(mostBoxes)} are drawn.`
          : `Laying out its ${formatCount(boxes)} boxes took longer than two seconds and was ended.`}{' '}
        The table shows every event, however many there are.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => params.setView('table')}>Open the table</Button>
        {params.collapse === 'off' ? <Button onClick={() => params.setCollapse(true)}>Join same types</Button> : null}
      </div>
    </div>
  );
}
