import type { FlowModel } from '../_model/flow-model.ts';
import { estimateTextWidth, monoTextWidth } from './estimate-text-width.ts';
import { fitScale, type Scales } from './fit-scale.ts';
import { LabelRoom } from './label-room.ts';
import { placeBands } from './place-bands.ts';
import { placeEdges } from './place-edges.ts';
import { placeGhosts } from './place-ghosts.ts';
import { labelSelected, placeLabels } from './place-labels.ts';
import { placeMarks } from './place-marks.ts';
import { placeSteps, widthOfSteps } from './place-steps.ts';
import { placeTicks } from './place-ticks.ts';
import { placeTries } from './place-tries.ts';
import type { Label, LaneBox, TimelineLayout, TimelineView } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const ticksHeight = 30;
const laneHeight = 64;
const bandsHeight = 26;
// Below this the lane's name stands on top of its lane instead of beside it.
const narrowPx = 560;
const tightestPx = 160;
const edgePx = 6;
const stepColumnPx = 76;
const narrowColumnPx = 30;

/**
 * The whole drawing as positions in px: from the flow, the view, the measured width and the kind of pointer, and from
 * nothing else. Nothing lies outside `width` × `height`.
 */
export function layoutTimeline(model: FlowModel, view: TimelineView): TimelineLayout {
  const width = Math.max(view.width, tightestPx);
  const columnPx = width < narrowPx ? narrowColumnPx : stepColumnPx;
  const frame = frameOf(model.lanes, width, widthOfSteps(model.steps, columnPx));
  const { plot, lanes } = frame;
  const scales = fitScale(model, view, plot, frame.padding);
  const now = placeNow(scales, plot, view);
  const laneOf = new Map(model.lanes.map((service, index) => [service, index]));
  const unnamed = placeMarks(model, { laneOf, lanes, plot, scale: scales.scale, pointer: view.pointer });
  const room = new LabelRoom(lanes, plot, frame.obstacle);
  const chosen = labelSelected(unnamed, room, view.selected);
  const place = { laneOf, lanes, plot, scale: scales.scale, room };
  const happened = scales.scale.x(Math.max(view.now ?? model.end, model.end));
  const steps = placeSteps(model.steps, {
    ...place,
    marks: unnamed,
    columnPx,
    happened,
    formatClock: view.formatClock,
  });
  const tries = placeTries(model.tries, place);
  const marks = placeLabels(chosen, room, view.selected);
  const { edges, hidden } = placeEdges({
    marks,
    lanes,
    laneOf,
    plot,
    scale: scales.scale,
    selected: view.selected,
  });
  return {
    ...scales,
    width,
    height: plot.bottom + bandsHeight,
    plot,
    lanes,
    bands: placeBands(scales.scale, plot, plot.bottom + 17),
    ticks: placeTicks(scales.scale, plot, model.nodes, view.formatClock, now?.label ?? null),
    marks,
    edges,
    hiddenEdges: hidden,
    ghosts: placeGhosts(model, marks, plot),
    tries,
    steps,
    now,
    selectedIsOff: sideOf(model, view.selected, scales, plot),
  };
}

type Frame = {
  plot: TimelineLayout['plot'];
  lanes: LaneBox[];
  padding: { left: number; right: number };
  obstacle: (lane: LaneBox) => number;
};

function frameOf(services: string[], width: number, stepsWidth: number): Frame {
  const narrow = width < narrowPx;
  const nameWidth = (service: string) => estimateTextWidth(service, 12) + 18;
  const widest = Math.max(...services.map(nameWidth), 60);
  const left = narrow ? edgePx : Math.min(Math.max(widest + 26, 124), width * 0.3);
  const lanes = services.map((service, index) => {
    const top = ticksHeight + index * laneHeight;
    const y = top + (narrow ? 38 : laneHeight / 2 - 1);
    return { service, top, height: laneHeight, y, nameX: narrow ? 8 : 14, nameY: narrow ? top + 14 : y };
  });
  return {
    plot: { left, right: width - edgePx, top: ticksHeight, bottom: ticksHeight + services.length * laneHeight },
    lanes,
    padding: { left: narrow ? 18 : 34, right: (narrow ? 28 : 46) + stepsWidth },
    // A name on top of the lane reaches into the row above the dots only in part, but text on text helps nobody.
    obstacle: (lane) => (narrow ? lane.nameX + nameWidth(lane.service) + 12 : left),
  };
}

function placeNow({ scale }: Scales, plot: Plot, view: TimelineView): { x: number; label: Label } | null {
  if (view.now === null) return null;
  const x = scale.x(view.now);
  if (x < plot.left || x > plot.right) return null;
  const text = `now ${view.formatClock(view.now, false)}`;
  const half = monoTextWidth(text) / 2;
  const centre = Math.min(Math.max(x, plot.left + half), plot.right - half);
  return { x, label: { text, x: centre, y: 20, left: centre - half, right: centre + half } };
}

function sideOf(model: FlowModel, selected: string | null, { scale }: Scales, plot: Plot): 'left' | 'right' | null {
  const node = selected === null ? undefined : model.byKey.get(selected);
  if (!node) return null;
  if (scale.x(Math.max(node.at, node.until)) < plot.left) return 'left';
  return scale.x(node.at) > plot.right ? 'right' : null;
}
