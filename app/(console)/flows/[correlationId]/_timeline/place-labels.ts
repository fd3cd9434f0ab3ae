import { hasProblem } from '../_model/has-problem.ts';
import { nameEventType, shorterNames } from '../_model/name-event-type.ts';
import { estimateTextWidth, monoTextWidth } from './estimate-text-width.ts';
import type { Label, LaneBox, Mark } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const gapPx = 8;
const mostNamedClusters = 6;
const belowDot = 20;
const aboveDot = -12;

type Slot = 'below' | 'above';
type Place = Slot | 'inside';

/**
 * Gives marks their names as long as there is room: the selected one first, then those with problems, then in order of
 * time. A name is shortened from its front before it is left out. `obstacle` is how far the lane's own name reaches.
 */
export function placeLabels(
  marks: Mark[],
  lanes: LaneBox[],
  plot: Plot,
  selected: string | null,
  obstacle: (lane: LaneBox) => number,
): Mark[] {
  const room = new LabelRoom(lanes, plot, obstacle);
  const labels = new Map<Mark, Label | null>();
  const crowded = crowdedLanes(marks);
  const ranked = marks.map((mark) => ({ mark, rank: rankOf(mark, selected) }));
  for (const { mark, rank } of ranked.sort((a, b) => a.rank - b.rank)) {
    const numberIsEnough = mark.nodes.length > 1 && crowded.has(mark.lane) && rank > 0;
    labels.set(mark, numberIsEnough ? null : labelOf(mark, room));
  }
  return marks.map((mark) => ({ ...mark, label: labels.get(mark) ?? null }));
}

/** Where dots of many events stand in a row, their names only repeat themselves. */
function crowdedLanes(marks: Mark[]): Set<number> {
  const counts = new Map<number, number>();
  for (const { lane, nodes } of marks) if (nodes.length > 1) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > mostNamedClusters).map(([lane]) => lane));
}

function rankOf(mark: Mark, selected: string | null): number {
  if (selected !== null && mark.nodes.some((node) => node.key === selected)) return 0;
  if (mark.nodes.some(hasProblem)) return 1;
  return 2;
}

function labelOf(mark: Mark, room: LabelRoom): Label | null {
  const slots: Place[] = mark.kind === 'event' ? ['below', 'above'] : ['above'];
  for (const text of namesOf(mark))
    for (const slot of slots) {
      const label = room.take(mark, text, slot);
      if (label) return label;
    }
  return null;
}

function namesOf(mark: Mark): string[] {
  const [first] = mark.nodes;
  if (!first) return [];
  if (first.kind === 'request') {
    const call = `${first.request.method} ${first.request.route}`;
    return mark.nodes.length > 1 ? [`${mark.nodes.length} calls`] : [call, first.request.method];
  }
  if (mark.nodes.length === 1) return shorterNames(nameEventType(first.event.type));
  const types = new Set(mark.nodes.map((node) => (node.kind === 'event' ? node.event.type : null)));
  if (types.size > 1) return [`${mark.nodes.length} events`];
  return shorterNames(nameEventType(first.event.type)).map((name) => `${mark.nodes.length} × ${name}`);
}

class LabelRoom {
  readonly #plot: Plot;
  readonly #taken: Map<string, { left: number; right: number }[]>;

  constructor(lanes: LaneBox[], plot: Plot, obstacle: (lane: LaneBox) => number) {
    this.#plot = plot;
    this.#taken = new Map();
    lanes.forEach((lane, index) => {
      this.#taken.set(`${index} above`, [{ left: Number.NEGATIVE_INFINITY, right: obstacle(lane) }]);
      this.#taken.set(`${index} below`, []);
    });
  }

  take(mark: Mark, text: string, slot: Place): Label | null {
    const width = mark.kind === 'event' ? estimateTextWidth(text) : monoTextWidth(text);
    const taken = this.#taken.get(`${mark.lane} ${slot}`);
    if (!taken || width > this.#plot.right - this.#plot.left) return null;
    const wished = mark.kind === 'event' ? mark.x : mark.x + width / 2;
    const x = Math.min(Math.max(wished, this.#plot.left + width / 2), this.#plot.right - width / 2);
    const label = {
      text,
      x,
      y: mark.y + (slot === 'below' ? belowDot : aboveDot),
      left: x - width / 2,
      right: x + width / 2,
    };
    if (taken.some((other) => label.left < other.right + gapPx && other.left < label.right + gapPx)) return null;
    taken.push(label);
    return label;
  }
}
