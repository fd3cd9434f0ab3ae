import type { FlowNode } from '../_model/flow-model.ts';
import type { TimeScale } from './time-scale.ts';
import type { LaneBox, Mark, TimelineView } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

// Dots nearer than this cannot be told apart or hit; together they are one dot with a number, at most so wide.
const nearestPx = { fine: 9, coarse: 16 };
const widestClusterPx = 26;
// Two large dots need so much between their centres.
const clusterRoomPx = 17;
const narrowestBarPx = 10;

type MarksContext = {
  laneOf: Map<string, number>;
  lanes: LaneBox[];
  scale: TimeScale;
  plot: Plot;
  pointer: TimelineView['pointer'];
};

/** The marks in view. Everything drawn lies inside the plot; what begins before or ends after it is cut at the edge. */
export function placeMarks(nodes: FlowNode[], { laneOf, lanes, scale, plot, pointer }: MarksContext): Mark[] {
  const open = new Map<string, OpenMark>();
  const marks: OpenMark[] = [];
  for (const node of nodes) {
    const box = boxOf(node, scale, plot);
    const lane = laneOf.get(node.service);
    const y = lane === undefined ? undefined : lanes[lane]?.y;
    if (!box || lane === undefined || y === undefined) continue;
    const row = `${node.kind} ${lane}`;
    const last = open.get(row);
    if (last && joins(last, box, nearestPx[pointer])) join(last, node, box);
    else {
      const mark = { kind: node.kind, key: node.key, nodes: [node], lane, y, first: box.left, last: box.left, ...box };
      open.set(row, mark);
      marks.push(mark);
    }
  }
  return marks.map(settle);
}

type Box = { left: number; right: number };
type OpenMark = Box & {
  kind: Mark['kind'];
  key: string;
  nodes: FlowNode[];
  lane: number;
  y: number;
  first: number;
  last: number;
};

function boxOf(node: FlowNode, scale: TimeScale, plot: Plot): Box | null {
  const left = scale.x(node.at);
  if (node.kind === 'event') return left < plot.left || left > plot.right ? null : { left, right: left };
  const right = Math.max(scale.x(node.until), left + narrowestBarPx);
  if (right < plot.left || left > plot.right) return null;
  const cutRight = Math.min(right, plot.right);
  return {
    left: Math.max(Math.min(left, plot.right - narrowestBarPx), plot.left),
    right: Math.max(cutRight, plot.left + 1),
  };
}

function joins(mark: OpenMark, box: Box, nearest: number): boolean {
  const crowded = mark.nodes.length > 1 && box.left - (mark.first + mark.last) / 2 < clusterRoomPx;
  const near = box.left - mark.last < nearest && box.left - mark.first <= widestClusterPx;
  if (!near && !crowded) return false;
  // Long calls that only begin together stay apart: nested outlines are still readable.
  return mark.kind === 'event' || (mark.right - mark.left < widestClusterPx && box.right - box.left < widestClusterPx);
}

function join(mark: OpenMark, node: FlowNode, box: Box): void {
  mark.nodes.push(node);
  mark.last = box.left;
  mark.right = Math.max(mark.right, box.right);
}

function settle({ first, last, left, right, ...mark }: OpenMark): Mark {
  if (mark.kind === 'event') return { ...mark, x: (first + last) / 2, width: 0, label: null };
  return { ...mark, x: left, width: right - left, label: null };
}
