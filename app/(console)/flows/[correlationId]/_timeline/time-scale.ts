import type { Fold } from './fold-waits.ts';

export type TimeScale = {
  /** Epoch ms → px. Strictly increasing, and linear outside folds. */
  x(time: number): number;
  /** px → epoch ms; the inverse of `x`. */
  time(x: number): number;
  pxPerMs: number;
  folds: Fold[];
  bandPx: number;
};

type Piece = { time: number; x: number; slope: number };
type Anchor = { time: number; x: number };

/** Linear at `pxPerMs`, but each fold takes `bandPx` however long it lasted. `anchor` says which time stands where. */
export function createTimeScale(pxPerMs: number, folds: Fold[], bandPx: number, anchor: Anchor): TimeScale {
  // Counted from the anchor: epoch milliseconds times a steep scale would lose the digits that matter.
  const pieces = cutIntoPieces(pxPerMs, folds, bandPx, anchor.time);
  const offset = anchor.x - forward(pieces, 0);
  return {
    x: (time) => forward(pieces, time - anchor.time) + offset,
    time: (x) => backward(pieces, x - offset) + anchor.time,
    pxPerMs,
    folds,
    bandPx,
  };
}

function cutIntoPieces(pxPerMs: number, folds: Fold[], bandPx: number, base: number): Piece[] {
  let last: Piece = { time: (folds[0]?.from ?? base) - base, x: 0, slope: pxPerMs };
  const pieces = [last];
  const add = (time: number, slope: number) => {
    last = { time, x: last.x + (time - last.time) * last.slope, slope };
    pieces.push(last);
  };
  for (const fold of folds) {
    add(fold.from - base, bandPx / (fold.to - fold.from));
    add(fold.to - base, pxPerMs);
  }
  return pieces;
}

function forward(pieces: Piece[], time: number): number {
  const piece = lastBefore(pieces, (candidate) => candidate.time <= time);
  return piece.x + (time - piece.time) * piece.slope;
}

function backward(pieces: Piece[], x: number): number {
  const piece = lastBefore(pieces, (candidate) => candidate.x <= x);
  return piece.time + (x - piece.x) / piece.slope;
}

function lastBefore(pieces: Piece[], isBefore: (piece: Piece) => boolean): Piece {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const piece = pieces[middle];
    if (piece && isBefore(piece)) low = middle;
    else high = middle - 1;
  }
  const found = pieces[low];
  if (!found) throw new Error('a time scale has at least one piece');
  return found;
}
