import { type TimelineAction, timelineKey } from '../_timeline/timeline-key.ts';
import type { GraphMove } from './move-in-graph.ts';

export type GraphAction =
  | { kind: 'move'; move: GraphMove }
  | { kind: 'pan'; dx: number; dy: number }
  | Exclude<TimelineAction, { kind: 'move' | 'pan' }>;

const moves: Record<string, GraphMove> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

const panPx = 120;
const pans: Record<string, { dx: number; dy: number }> = {
  ArrowLeft: { dx: -panPx, dy: 0 },
  ArrowRight: { dx: panPx, dy: 0 },
  ArrowUp: { dx: 0, dy: -panPx },
  ArrowDown: { dx: 0, dy: panPx },
};

/** What a key press in the graph means: arrows walk, with shift they pan, all else as in the timeline. */
export function graphKey(press: Parameters<typeof timelineKey>[0]): GraphAction | null {
  const held = press.ctrlKey || press.metaKey || press.altKey;
  const move = moves[press.key];
  const pan = pans[press.key];
  if (held) return null;
  if (press.shiftKey && pan) return { kind: 'pan', ...pan };
  if (move) return { kind: 'move', move };
  const action = timelineKey(press);
  return action === null || action.kind === 'move' || action.kind === 'pan' ? null : action;
}
