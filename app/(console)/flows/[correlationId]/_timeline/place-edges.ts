import type { CauseLink, FlowNode } from '../_model/flow-model.ts';
import type { TimeScale } from './time-scale.ts';
import type { Edge, LaneBox, Mark } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

// More curves than this are a smear; then only those of the selected node are drawn, and how many are hidden is said.
const mostEdges = 500;

type EdgeContext = {
  marks: Mark[];
  lanes: LaneBox[];
  laneOf: Map<string, number>;
  scale: TimeScale;
  plot: Plot;
  selected: string | null;
};

/** One curve for each pair of marks tied by a cause, cut at the edge of the plot where one of them is out of view. */
export function placeEdges(context: EdgeContext): { edges: Edge[]; hidden: number } {
  const ends = new Ends(context);
  const edges = new Map<number, Edge>();
  const place = (link: CauseLink) => {
    if (link.from.kind === 'ghost') return;
    const from = ends.of(link.from);
    const to = ends.of(link.to);
    if (!from || !to || from === to) return;
    const pair = ends.pairOf(from, to, isCertain(link));
    const known = edges.get(pair);
    if (known) return bundle(known, link, context.selected);
    const edge = edgeOf(link, from, to, context.marks);
    if (edge) edges.set(pair, edge);
  };
  eachLinkInView(context.marks, ends, place);
  const all = [...edges.values()];
  if (all.length <= mostEdges) return { edges: all, hidden: 0 };
  const kept = all.filter((edge) => touches(edge.link, context.selected)).slice(0, mostEdges);
  return { edges: kept, hidden: all.length - kept.length };
}

/** Each cause that has at least one end in view, once. */
function eachLinkInView(marks: Mark[], ends: Ends, take: (link: CauseLink) => void): void {
  for (const { nodes } of marks)
    for (const node of nodes) {
      if (node.causedBy) take(node.causedBy);
      for (const link of node.causeOf) if (!ends.isInView(link.to)) take(link);
    }
}

/** Stated by the record or a span, not guessed. */
export function isCertain(link: CauseLink): boolean {
  return link.evidence !== 'inferred';
}

export function touches(link: CauseLink, selected: string | null): boolean {
  return link.from.key === selected || link.to.key === selected;
}

type End = { name: number; lane: number; left: number; right: number; y: number };

/** Where curves begin and end: at marks, or where their lane leaves the plot. Asked once for every cause, so by place. */
class Ends {
  readonly #byPlace: End[] = [];
  readonly #outside = new Map<number, End>();
  readonly #context: EdgeContext;

  constructor(context: EdgeContext) {
    this.#context = context;
    for (const [name, mark] of context.marks.entries()) {
      const end = { name, lane: mark.lane, left: mark.x, right: mark.x + mark.width, y: mark.y };
      for (const node of mark.nodes) this.#byPlace[node.place] = end;
    }
  }

  isInView(node: FlowNode): boolean {
    return this.#byPlace[node.place] !== undefined;
  }

  /** One number for each pair of ends and kind of evidence. */
  pairOf(from: End, to: End, certain: boolean): number {
    const outside = 2 * this.#context.lanes.length;
    const ends = this.#context.marks.length + outside;
    return 2 * ((from.name + outside) * ends + to.name + outside) + (certain ? 0 : 1);
  }

  of(node: FlowNode): End | null {
    return this.#byPlace[node.place] ?? this.#beyond(node);
  }

  #beyond(node: FlowNode): End | null {
    const { laneOf, lanes, scale, plot } = this.#context;
    const lane = laneOf.get(node.service);
    const box = lane === undefined ? undefined : lanes[lane];
    if (lane === undefined || !box) return null;
    const isLeft = scale.x(node.at) < plot.left;
    const name = -1 - 2 * lane - (isLeft ? 0 : 1);
    const x = isLeft ? plot.left : plot.right;
    const end = this.#outside.get(name) ?? { name, lane, left: x, right: x, y: box.y };
    this.#outside.set(name, end);
    return end;
  }
}

/** Of the causes in one bundle the selected event's own is the one that is named. */
function bundle(edge: Edge, link: CauseLink, selected: string | null): void {
  edge.count++;
  if (touches(link, selected)) edge.link = link;
}

/** Null where the outline of a call already says it: the event written inside it lies on it. */
function edgeOf(link: CauseLink, from: End, to: End, marks: Mark[]): Edge | null {
  const x2 = to.left;
  const x1 = Math.min(Math.max(x2, from.left), from.right);
  if (from.lane === to.lane && Math.abs(x1 - x2) < 1) return null;
  const arch = from.lane === to.lane && passesOthers(from.lane, x1, x2, marks) ? 13 : 0;
  return { link, count: 1, x1, y1: from.y, x2, y2: to.y, arch };
}

function passesOthers(lane: number, x1: number, x2: number, marks: Mark[]): boolean {
  const low = Math.min(x1, x2) + 1;
  const high = Math.max(x1, x2) - 1;
  return marks.some((mark) => mark.lane === lane && mark.kind === 'event' && mark.x > low && mark.x < high);
}
