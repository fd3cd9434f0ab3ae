import { formatDuration } from '#app/_ui/format-duration.ts';
import { estimateTextWidth } from './estimate-text-width.ts';
import type { TimeScale } from './time-scale.ts';
import type { Band, Label } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const gapPx = 8;

/** The folds in view, each named with exactly the time it leaves out, as far as the names find room below the lanes. */
export function placeBands(scale: TimeScale, plot: Plot, baseline: number): Band[] {
  const bands = scale.folds.flatMap((fold) => {
    const left = Math.max(scale.x(fold.from), plot.left);
    const right = Math.min(scale.x(fold.to), plot.right);
    return right > left ? [{ fold, x: left, width: right - left, label: null }] : [];
  });
  const taken: Label[] = [];
  return bands.map((band) => ({ ...band, label: takeLabel(band, plot, baseline, taken) }));
}

function takeLabel(band: Band, plot: Plot, baseline: number, taken: Label[]): Label | null {
  const length = formatDuration(band.fold.to - band.fold.from);
  for (const text of [`${length} folded`, length]) {
    const width = estimateTextWidth(text);
    const wished = band.x + band.width / 2;
    const x = Math.min(Math.max(wished, plot.left + width / 2), plot.right - width / 2);
    const label = { text, x, y: baseline, left: x - width / 2, right: x + width / 2 };
    const before = taken.at(-1);
    if (before && label.left < before.right + gapPx) continue;
    taken.push(label);
    return label;
  }
  return null;
}
