import { firstAtOrAfter } from '../_model/first-at-or-after.ts';
import type { FlowModel, FlowNode } from '../_model/flow-model.ts';
import { hasProblem } from '../_model/has-problem.ts';
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
export function placeMarks(model: FlowModel, { laneOf, lanes, scale, plot, pointer }: MarksContext): Mark[] {
  const open: OpenMark[] = [];
  const marks: OpenMark[] = [];
  for (const node of nodesNear(model, scale, plot)) {
    const box = boxOf(node, scale, plot);
    const lane = laneOf.get(node.service);
    const y = lane === undefined ? undefined : lanes[lane]?.y;
    if (!box || lane === undefined || y === undefined) continue;
    const row = 2 * lane + (node.kind === 'event' ? 0 : 1);
    const last = open[row];
    if (last && joins(last, box, nearestPx[pointer])) join(last, node, box);
    else {
      const mark = { kind: node.kind, key: node.key, nodes: [node], lane, y, first: box.left, last: box.left, ...box };
      open[row] = mark;
      marks.push(mark);
    }
  }
  return marks.map((mark) => settle(mark, scale, plot));
}

/** What begins in view, and before it the calls that still run when the view begins. */
function nodesNear({ nodes, requests }: FlowModel, scale: TimeScale, plot: Plot): FlowNode[] {
  const from = scale.time(plot.left);
  const until = Math.max(scale.time(plot.right), from);
  const running = requests.slice(0, firstAtOrAfter(requests, from));
  // A time that stands exactly on the right edge is in view, whatever rounding says.
  const begun = nodes.slice(firstAtOrAfter(nodes, from - 1), firstAtOrAfter(nodes, until + 1));
  return [...running.filter((call) => call.at < from - 1), ...begun];
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

function settle({ first, last, left, right, ...mark }: OpenMark, scale: TimeScale, plot: Plot): Mark {
  const troubled = mark.nodes.some(hasProblem);
  if (mark.kind === 'request') return { ...mark, x: left, width: right - left, toldX: null, troubled, label: null };
  const x = (first + last) / 2;
  return { ...mark, x, width: 0, toldX: toldX(mark.nodes, x, scale, plot), troubled, label: null };
}

// Less than this cannot be told from the dot itself.
const leastSkewPx = 2;

function toldX([node, second]: FlowNode[], x: number, scale: TimeScale, plot: Plot): number | null {
  if (!node || second || node.told === node.at) return null;
  const told = Math.min(Math.max(scale.x(node.told), plot.left), plot.right);
  return Math.abs(told - x) < leastSkewPx ? null : told;
}
