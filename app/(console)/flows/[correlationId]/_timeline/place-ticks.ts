import { firstAtOrAfter } from '../_model/first-at-or-after.ts';
import { monoTextWidth } from './estimate-text-width.ts';
import type { TimeScale } from './time-scale.ts';
import type { Label, Tick, TimelineView } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

type Stretch = { from: number; to: number; anchor: number };
type TickTime = { time: number; text: string; absolute: boolean };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];
const closestPx = 92;

/**
 * Ticks of the stretches between folds: the first of each says the time of day, the others how long after it. A label
 * that finds no room is left out; `taken` is where the label of now stands.
 */
export function placeTicks(
  scale: TimeScale,
  plot: Plot,
  happened: readonly { at: number }[],
  formatClock: TimelineView['formatClock'],
  taken: Label | null,
): Tick[] {
  const step = stepFor(scale.pxPerMs);
  const times = stretchesInView(scale, plot, happened, step).flatMap((stretch) => ticksOf(stretch, step, formatClock));
  const room = new TickRoom(plot, taken);
  // Times of day first: a stretch without one cannot be read, one without its last "+2 s" can.
  const labels = new Map<TickTime, Label | null>();
  for (const tick of [...times].sort((a, b) => Number(b.absolute) - Number(a.absolute)))
    labels.set(tick, room.take(scale.x(tick.time), tick.text));
  return times.map((tick) => ({
    x: clamp(scale.x(tick.time), plot),
    label: labels.get(tick) ?? null,
    absolute: tick.absolute,
  }));
}

function stepFor(pxPerMs: number): number {
  return steps.find((step) => step * pxPerMs >= closestPx) ?? Math.ceil(closestPx / pxPerMs / day) * day;
}

/** What is in view between folds, each with the time its ticks are counted from. */
function stretchesInView(scale: TimeScale, plot: Plot, happened: readonly { at: number }[], step: number): Stretch[] {
  const first = scale.time(plot.left);
  const last = scale.time(plot.right);
  const edges = [first, ...scale.folds.flatMap((fold) => [fold.from, fold.to]), last];
  const stretches: Stretch[] = [];
  for (let index = 0; index + 1 < edges.length; index += 2) {
    const from = Math.max(edges[index] ?? first, first);
    const to = Math.min(edges[index + 1] ?? last, last);
    if (to > from) stretches.push({ from, to, anchor: anchorOf(from, to, happened, step) });
  }
  return stretches;
}

/** The first thing that happened in the stretch, unless the stretch is so long that a round time is nearer. */
function anchorOf(from: number, to: number, happened: readonly { at: number }[], step: number): number {
  const first = happened[firstAtOrAfter(happened, from)]?.at;
  if (first !== undefined && first <= to && first - from < step) return first;
  const round = Math.ceil(from / step) * step;
  return round <= to ? round : from;
}

function ticksOf(stretch: Stretch, step: number, formatClock: TimelineView['formatClock']): TickTime[] {
  const ticks: TickTime[] = [
    { time: stretch.anchor, text: formatClock(stretch.anchor, step < second), absolute: true },
  ];
  for (let count = 1; stretch.anchor + count * step <= stretch.to; count++)
    ticks.push({ time: stretch.anchor + count * step, text: `+${sayStep(count * step)}`, absolute: false });
  return ticks;
}

const units = [
  { ms: day, name: 'd' },
  { ms: hour, name: 'h' },
  { ms: minute, name: 'min' },
  { ms: second, name: 's' },
];

function sayStep(ms: number): string {
  if (ms < 100) return inUnit(ms, 1, 'ms');
  if (ms < minute) return inUnit(ms, second, 's');
  const parts = units.map(({ ms: size, name }, index) => {
    const above = units[index - 1]?.ms;
    const count = Math.floor((above ? ms % above : ms) / size);
    return count > 0 ? `${count} ${name}` : '';
  });
  return parts.filter((part) => part !== '').join(' ');
}

function inUnit(ms: number, size: number, unit: string): string {
  return `${Number((ms / size).toFixed(3))} ${unit}`;
}

function clamp(x: number, plot: Plot): number {
  return Math.min(Math.max(x, plot.left), plot.right);
}

const baseline = 20;
const gapPx = 12;

class TickRoom {
  readonly #plot: Plot;
  readonly #taken: Label[];

  constructor(plot: Plot, taken: Label | null) {
    this.#plot = plot;
    this.#taken = taken ? [taken] : [];
  }

  take(x: number, text: string): Label | null {
    const half = monoTextWidth(text) / 2;
    const centre = Math.min(Math.max(x, this.#plot.left + half), this.#plot.right - half);
    if (Math.abs(centre - x) > half) return null;
    const label = { text, x: centre, y: baseline, left: centre - half, right: centre + half };
    if (label.left < this.#plot.left - 0.01) return null;
    if (this.#taken.some((other) => label.left < other.right + gapPx && other.left < label.right + gapPx)) return null;
    this.#taken.push(label);
    return label;
  }
}
