'use client';

import type { FlowViewProps } from '../flow-view-props.ts';
import { walkMatches } from '../walk-matches.ts';
import { Timeline } from './timeline.client.tsx';

/** The timeline as a view of the page: what it needs of the URL. */
export function TimelineView(props: FlowViewProps) {
  const { flow, model, params, selected, goesOn, onOpen } = props;
  return (
    <Timeline
      model={model}
      goesOn={goesOn}
      fold={params.fold === 'on'}
      window={params.zoom}
      selected={selected}
      record={params.sel}
      onSelect={params.select}
      onOpen={onOpen}
      onWindow={params.setZoom}
      matches={props.matches}
      onMatch={(step) => walkMatches(props, step)}
      clocks={flow.clocks}
    />
  );
}
