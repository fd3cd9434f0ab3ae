'use client';

import type { FlowModel } from '../_model/flow-model.ts';
import { moveSelection } from '../_model/move-selection.ts';
import type { TimelineAction } from './timeline-key.ts';
import type { TimelineLayout } from './timeline-layout.ts';
import { centreOn, panBy, type TimeWindow, zoomAt } from './zoom-window.ts';

type ActionProps = {
  model: FlowModel;
  selected: string | null;
  onSelect: (key: string) => void;
  onOpen: () => void;
  onWindow: (window: TimeWindow | null) => void;
  onMatch: (step: 1 | -1) => void;
};

type Actions = {
  showSelected: () => void;
  zoom: (x: number, factor: number) => void;
  pan: (dx: number) => void;
  run: (action: TimelineAction) => void;
};

/** What gestures, keys and buttons do to the view and the selection. */
export function useTimelineActions(props: ActionProps, layout: TimelineLayout): Actions {
  const { model, selected, onSelect, onOpen, onWindow, onMatch } = props;
  const zoom: Actions['zoom'] = (x, factor) => {
    onWindow(zoomAt(layout.scale, layout.plot, layout.fit, Math.max(x, layout.plot.left), factor));
  };
  const pan: Actions['pan'] = (dx) => {
    onWindow(panBy(layout.scale, layout.plot, layout.extent, dx));
  };
  const run: Actions['run'] = (action) => {
    switch (action.kind) {
      case 'move': {
        const next = moveSelection(model, selected, action.move);
        if (next !== null) onSelect(next);
        return;
      }
      case 'zoom':
        zoom(zoomCentre(layout, selected), action.factor);
        return;
      case 'pan':
        pan(action.share * (layout.plot.right - layout.plot.left));
        return;
      case 'match':
        onMatch(action.step);
        return;
      case 'fit':
        onWindow(null);
        return;
      case 'open':
        onOpen();
    }
  };
  const showSelected = () => {
    const node = selected === null ? undefined : model.byKey.get(selected);
    if (node) onWindow(centreOn(layout.scale, layout.plot, node.at));
  };
  return { zoom, pan, run, showSelected };
}

/** Keys zoom about the selected event when it is in view, else about the middle. */
function zoomCentre(layout: TimelineLayout, selected: string | null): number {
  const mark = layout.marks.find((candidate) => candidate.nodes.some((node) => node.key === selected));
  return mark ? mark.x + mark.width / 2 : (layout.plot.left + layout.plot.right) / 2;
}
