import { activityOf } from '../_model/activity-of.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { findWaits, type Stillness } from './find-waits.ts';
import { foldWaits, unfolded, waitingShare } from './fold-waits.ts';
import { createTimeScale, type TimeScale } from './time-scale.ts';
import type { TimelineView } from './timeline-layout.ts';
import { type Extent, type Plot, scaleOfWindow } from './zoom-window.ts';

export type Scales = {
  scale: TimeScale;
  fit: TimeScale;
  extent: Extent;
  waitingShare: number;
  foldedShare: number;
};

/** The scale of the whole flow, and that of the part in view. Inside the plot `padding` keeps labels off its edges. */
export function fitScale(
  model: FlowModel,
  view: Pick<TimelineView, 'fold' | 'now' | 'window' | 'kept'>,
  plot: Plot,
  padding: { left: number; right: number },
): Scales {
  const room = Math.max(plot.right - plot.left - padding.left - padding.right, 20);
  const end = Math.max(model.end, view.now ?? model.end);
  const still = stillnessOf(model, end, view.now !== null);
  const folding = view.fold ? foldWaits(still, room) : unfolded(still, room);
  const extent = {
    start: model.start,
    end: folding.folds.length > 0 ? end : model.start + roomToGrow(still, view.now),
  };
  const pxPerMs = folding.folds.length > 0 ? folding.pxPerMs : room / Math.max(1, extent.end - extent.start);
  const fit = createTimeScale(pxPerMs, folding.folds, folding.bandPx, {
    time: model.start,
    x: plot.left + padding.left,
  });
  const { folds, bandPx } = view.kept ?? folding;
  const scale = view.window ? scaleOfWindow(view.window, folds, bandPx, plot) : fit;
  return { scale, fit, extent, waitingShare: waitingShare(still), foldedShare: folding.foldedShare };
}

type Known = { end: number; goesOn: boolean; still: Stillness };
const known = new WeakMap<FlowModel, Known>();

/** Zooming asks for the same answer with every frame; it depends on the flow and the second alone. */
function stillnessOf(model: FlowModel, end: number, goesOn: boolean): Stillness {
  const before = known.get(model);
  if (before?.end === end && before.goesOn === goesOn) return before.still;
  const still = findWaits(activityOf(model), model.start, end, goesOn);
  known.set(model, { end, goesOn, still });
  return still;
}

const steps = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** While a flow goes on its axis ends at a round length ahead of now, so that the drawing does not creep every second. */
function roomToGrow(still: Stillness, now: number | null): number {
  if (now === null || still.total <= 0) return still.total;
  const power = 10 ** Math.floor(Math.log10(still.total));
  const step = steps.find((candidate) => candidate * power >= still.total) ?? 10;
  return step * power;
}
