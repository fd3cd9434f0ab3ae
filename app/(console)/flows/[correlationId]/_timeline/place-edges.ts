import type { CauseLink, FlowModel } from '../_model/flow-model.ts';
import type { TimeScale } from './time-scale.ts';
import type { Edge, LaneBox, Mark } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

// More curves than this are a smear; then only those of the selected node are drawn, and how many are hidden is said.
const mostEdges = 500;

type EdgeContext = {
  model: FlowModel;
  marks: Mark[];
  lanes: LaneBox[];
  laneOf: Map<string, number>;
  scale: TimeScale;
  plot: Plot;
  selected: string | null;
};

/** One curve for each pair of marks tied by a cause, cut at the edge of the plot where one of them is out of view. */
export function placeEdges(context: EdgeContext): { edges: Edge[]; hidden: number } {
  const markOf = new Map(context.marks.flatMap((mark) => mark.nodes.map((node) => [node.key, mark] as const)));
  const edges = new Map<string, Edge>();
  for (const link of context.model.links) {
    if (link.ghost) continue;
    const from = endOf(link.from, markOf, context);
    const to = endOf(link.to, markOf, context);
    if (!from || !to || from.name === to.name || !(from.mark || to.mark)) continue;
    const key = `${from.name} > ${to.name} ${isCertain(link)}`;
    const known = edges.get(key);
    if (known) known.count++;
    else addEdge(edges, key, link, from, to, context.marks);
  }
  const all = [...edges.values()];
  if (all.length <= mostEdges) return { edges: all, hidden: 0 };
  const kept = all.filter((edge) => touches(edge.link, context.selected)).slice(0, mostEdges);
  return { edges: kept, hidden: all.length - kept.length };
}

/** Stated by the record or a span, not guessed. */
export function isCertain(link: CauseLink): boolean {
  return link.evidence !== 'inferred';
}

function touches(link: CauseLink, selected: string | null): boolean {
  return link.from === selected || link.to === selected;
}

type End = { name: string; mark: Mark | null; lane: number; left: number; right: number; y: number };

function endOf(key: string, markOf: Map<string, Mark>, { model, lanes, laneOf, scale, plot }: EdgeContext): End | null {
  const mark = markOf.get(key);
  if (mark) return { name: mark.key, mark, lane: mark.lane, left: mark.x, right: mark.x + mark.width, y: mark.y };
  const node = model.byKey.get(key);
  const lane = node ? laneOf.get(node.service) : undefined;
  const box = lane === undefined ? undefined : lanes[lane];
  if (!node || !box || lane === undefined) return null;
  const x = scale.x(node.at) < plot.left ? plot.left : plot.right;
  return { name: `${x} ${lane}`, mark: null, lane, left: x, right: x, y: box.y };
}

function addEdge(edges: Map<string, Edge>, key: string, link: CauseLink, from: End, to: End, marks: Mark[]): void {
  const x2 = to.left;
  const x1 = Math.min(Math.max(x2, from.left), from.right);
  // A call and the event written inside it lie on each other: the outline around the dot already says it.
  if (from.lane === to.lane && Math.abs(x1 - x2) < 1) return;
  const arch = from.lane === to.lane && passesOthers(from.lane, x1, x2, marks) ? 13 : 0;
  edges.set(key, { key, link, count: 1, x1, y1: from.y, x2, y2: to.y, arch });
}

function passesOthers(lane: number, x1: number, x2: number, marks: Mark[]): boolean {
  const low = Math.min(x1, x2) + 1;
  const high = Math.max(x1, x2) - 1;
  return marks.some((mark) => mark.lane === lane && mark.kind === 'event' && mark.x > low && mark.x < high);
}
