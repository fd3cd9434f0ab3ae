import type { Move } from '../_model/move-selection.ts';

export type TimelineAction =
  | { kind: 'move'; move: Move }
  | { kind: 'zoom'; factor: number }
  | { kind: 'pan'; share: number }
  | { kind: 'match'; step: 1 | -1 }
  | { kind: 'fit' }
  | { kind: 'open' };

type Key = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const moves: Record<string, Move> = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'cause',
  ArrowDown: 'effect',
  Home: 'first',
  End: 'last',
};

const zoomStep = 1.5;
const panStep = 0.2;

/** What a key press in the timeline means; null for keys that are the browser's. */
export function timelineKey(press: Key): TimelineAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.shiftKey && press.key === 'ArrowLeft') return { kind: 'pan', share: -panStep };
  if (press.shiftKey && press.key === 'ArrowRight') return { kind: 'pan', share: panStep };
  const move = moves[press.key];
  if (move && !press.shiftKey) return { kind: 'move', move };
  switch (press.key) {
    case '+':
    case '=':
      return { kind: 'zoom', factor: zoomStep };
    case '-':
      return { kind: 'zoom', factor: 1 / zoomStep };
    case 'n':
      return { kind: 'match', step: 1 };
    case 'N':
      return { kind: 'match', step: -1 };
    case '0':
      return { kind: 'fit' };
    case 'Enter':
      return { kind: 'open' };
    default:
      return null;
  }
}
