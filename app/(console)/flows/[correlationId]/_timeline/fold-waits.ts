import type { Stillness, Wait } from './find-waits.ts';

/** `from`–`to` is exactly what is cut out of the axis; what is left of the wait on both sides is drawn to scale. */
export type Fold = Wait;

export type Folding = { folds: Fold[]; bandPx: number; pxPerMs: number; foldedShare: number };

const bandWidest = 44;
const marginWidest = 22;
const shareForBands = 0.56;
// A pause that is drawn this wide is readable; stretching the axis further helps nobody.
const readablePx = 26;
const roomiestPx = 150;

/** Scale of the whole flow in `width` pixels with nothing folded. */
export function unfolded(still: Stillness, width: number): Folding {
  return { folds: [], bandPx: 0, pxPerMs: width / Math.max(1, still.total), foldedShare: 0 };
}

/** Folds the long waits into bands of one width, if that makes the rest easier to read; else folds nothing. */
export function foldWaits(still: Stillness, width: number): Folding {
  if (!isWorthFolding(still, width)) return unfolded(still, width);
  let waits = still.waits;
  for (;;) {
    const attempt = foldThese(waits, still, width);
    const kept = waits.filter((wait) => pays(wait, attempt));
    if (kept.length === waits.length) return attempt.folding;
    if (kept.length === 0) return unfolded(still, width);
    waits = kept;
  }
}

/** The share of the flow that is long waits, 0 to 1: what a suggestion to fold is worth. */
export function waitingShare(still: Stillness): number {
  const waiting = still.waits.reduce((sum, wait) => sum + wait.to - wait.from, 0);
  return still.total > 0 ? waiting / still.total : 0;
}

function isWorthFolding(still: Stillness, width: number): boolean {
  if (still.waits.length === 0 || still.gaps.length === 0 || waitingShare(still) < 0.3) return false;
  const sorted = [...still.gaps].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (middle * width) / still.total < readablePx;
}

type Attempt = { folding: Folding; marginPx: number };

function foldThese(waits: Wait[], still: Stillness, width: number): Attempt {
  const unit = Math.min(bandWidest + 2 * marginWidest, (width * shareForBands) / waits.length);
  const bandPx = unit * (bandWidest / (bandWidest + 2 * marginWidest));
  const cut = waits.reduce((sum, wait) => sum + wait.to - wait.from, 0);
  const rest = Math.max(still.total - cut, 0.001);
  const room = width - waits.length * unit;
  const pxPerMs = Math.min(room / rest, roomiestPx / Math.min(...still.gaps));
  // What a capped scale leaves over goes to the margins: there the axis is to scale as well.
  const marginPx = (width - waits.length * bandPx - rest * pxPerMs) / (2 * waits.length);
  const margin = marginPx / pxPerMs;
  const folds = waits.map((wait) => ({ from: wait.from + margin, to: wait.to - margin }));
  const folded = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
  return { folding: { folds, bandPx, pxPerMs, foldedShare: folded / still.total }, marginPx };
}

/** A fold that would be hardly narrower than the wait itself says less than the wait drawn in full. */
function pays(wait: Wait, { folding, marginPx }: Attempt): boolean {
  const inFull = (wait.to - wait.from) * folding.pxPerMs;
  return inFull > folding.bandPx + 2 * marginPx + 24;
}
