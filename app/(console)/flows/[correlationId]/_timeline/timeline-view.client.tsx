'use client';

import type { FlowViewProps } from '../flow-view-props.ts';
import { walkMatches } from '../walk-matches.ts';
import { Timeline } from './timeline.client.tsx';
import { useSettledWindow } from './use-settled-window.client.ts';

/** The timeline as a view of the page: what it needs of the URL. */
export function TimelineView(props: FlowViewProps) {
  const { flow, model, params, selected, goesOn, onOpen } = props;
  const [window, setWindow] = useSettledWindow(params.zoom, params.setZoom);
  return (
    <Timeline
      model={model}
      goesOn={goesOn}
      fold={params.fold === 'on'}
      window={window}
      selected={selected}
      record={params.sel}
      onSelect={params.select}
      onOpen={onOpen}
      onWindow={setWindow}
      matches={props.matches}
      onMatch={(step) => walkMatches(props, step)}
      clocks={flow.clocks}
    />
  );
}
