'use client';

import type { FlowViewProps } from '../flow-view-props.ts';
import { Timeline } from './timeline.client.tsx';

/** The timeline as a view of the page: what it needs of the URL. */
export function TimelineView({ model, params, selected, goesOn, onOpen }: FlowViewProps) {
  return (
    <Timeline
      model={model}
      goesOn={goesOn}
      fold={params.fold === 'on'}
      window={params.zoom}
      selected={selected}
      onSelect={params.select}
      onOpen={onOpen}
      onWindow={params.setZoom}
    />
  );
}
