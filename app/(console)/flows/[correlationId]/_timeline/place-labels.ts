import { nameEventType, shorterNames } from '../_model/name-event-type.ts';
import { estimateTextWidth, monoTextWidth } from './estimate-text-width.ts';
import type { LabelRoom } from './label-room.ts';
import type { Label, Mark } from './timeline-layout.ts';

const mostNamedClusters = 6;

/** Names the selected mark before anything else takes the room. */
export function labelSelected(marks: Mark[], room: LabelRoom, selected: string | null): Mark[] {
  return marks.map((mark) => (isSelected(mark, selected) ? { ...mark, label: labelOf(mark, room) } : mark));
}

/**
 * Gives the other marks their names as long as there is room: those with problems first, then in order of time. A name is
 * shortened from its front before it is left out.
 */
export function placeLabels(marks: Mark[], room: LabelRoom, selected: string | null): Mark[] {
  const labels = new Map<Mark, Label | null>();
  const crowded = crowdedLanes(marks);
  const rest = marks.filter((mark) => mark.label === null && !isSelected(mark, selected));
  const ranked = rest.map((mark) => ({ mark, rank: mark.troubled ? 0 : 1 }));
  for (const { mark } of ranked.sort((a, b) => a.rank - b.rank)) {
    const numberIsEnough = mark.nodes.length > 1 && crowded.has(mark.lane);
    labels.set(mark, numberIsEnough ? null : labelOf(mark, room));
  }
  return marks.map((mark) => ({ ...mark, label: labels.get(mark) ?? mark.label }));
}

/** Where dots of many events stand in a row, their names only repeat themselves. */
function crowdedLanes(marks: Mark[]): Set<number> {
  const counts = new Map<number, number>();
  for (const { lane, nodes } of marks) if (nodes.length > 1) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > mostNamedClusters).map(([lane]) => lane));
}

function isSelected(mark: Mark, selected: string | null): boolean {
  return selected !== null && mark.nodes.some((node) => node.key === selected);
}

function labelOf(mark: Mark, room: LabelRoom): Label | null {
  if (mark.kind === 'event') return room.takeFirst(mark, namesOf(mark), estimateTextWidth, ['below', 'above']);
  // The name of a call begins where its bar begins.
  for (const text of namesOf(mark)) {
    const width = monoTextWidth(text);
    const label = room.take({ ...mark, x: mark.x + width / 2 }, text, width, 'above');
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
