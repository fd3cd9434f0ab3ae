import type { Fold } from './fold-waits.ts';
import { createTimeScale, type TimeScale } from './time-scale.ts';

/** The stretch of time in view, in epoch ms. */
export type TimeWindow = { from: number; to: number };

export type Plot = { left: number; right: number };

// At the deepest zoom a millisecond is this wide; finer times do not exist in events.
const steepestPxPerMs = 60;
// However far one pans, this much of the flow stays in view.
const keptInViewPx = 60;

/** The scale that shows exactly `window` between the edges of the plot. Inverse of `windowOf`. */
export function scaleOfWindow(window: TimeWindow, folds: Fold[], bandPx: number, plot: Plot): TimeScale {
  const bands = folds.reduce((sum, fold) => sum + shareInside(fold, window), 0);
  const drawn =
    window.to - window.from - folds.reduce((sum, fold) => sum + shareInside(fold, window) * length(fold), 0);
  const room = Math.max(plot.right - plot.left - bands * bandPx, 1);
  const pxPerMs = Math.min(steepestPxPerMs, room / Math.max(drawn, 0.001));
  return createTimeScale(pxPerMs, folds, bandPx, { time: window.from, x: plot.left });
}

export function windowOf(scale: TimeScale, plot: Plot): TimeWindow {
  return { from: scale.time(plot.left), to: scale.time(plot.right) };
}

export type Extent = { start: number; end: number };

/** Zooms by `factor` about the pixel `x`: what is under the pointer stays under it. Null when the whole flow fits. */
export function zoomAt(scale: TimeScale, plot: Plot, fit: TimeScale, x: number, factor: number): TimeWindow | null {
  const pxPerMs = Math.min(steepestPxPerMs, scale.pxPerMs * factor);
  if (pxPerMs <= fit.pxPerMs) return null;
  const next = createTimeScale(pxPerMs, scale.folds, scale.bandPx, { time: scale.time(x), x });
  return windowOf(next, plot);
}

/** Moves the view by `dx` pixels (positive: towards later), as far as part of the flow stays in view. */
export function panBy(scale: TimeScale, plot: Plot, extent: Extent, dx: number): TimeWindow {
  const furthestLater = scale.x(extent.end) - (plot.left + keptInViewPx);
  const furthestEarlier = scale.x(extent.start) - (plot.right - keptInViewPx);
  const kept = Math.max(Math.min(dx, Math.max(furthestLater, 0)), Math.min(furthestEarlier, 0));
  return windowOf(scale, { left: plot.left + kept, right: plot.right + kept });
}

/** Moves the view, at the same scale, so that `time` stands in its middle. */
export function centreOn(scale: TimeScale, plot: Plot, time: number): TimeWindow {
  const dx = scale.x(time) - (plot.left + plot.right) / 2;
  return windowOf(scale, { left: plot.left + dx, right: plot.right + dx });
}

/** The window itself where `time` lies well inside it, else one of the same length about it. */
export function windowWith(window: TimeWindow, time: number): TimeWindow {
  const length = window.to - window.from;
  if (time > window.from + length * 0.04 && time < window.to - length * 0.04) return window;
  return { from: time - length / 2, to: time + length / 2 };
}

function length(fold: Fold): number {
  return fold.to - fold.from;
}

function shareInside(fold: Fold, window: TimeWindow): number {
  const inside = Math.min(fold.to, window.to) - Math.max(fold.from, window.from);
  return Math.max(0, inside) / length(fold);
}
