import type { ExpectedStep, FlowNode } from '../_model/flow-model.ts';
import { estimateTextWidth } from './estimate-text-width.ts';
import type { LabelRoom } from './label-room.ts';
import type { TimeScale } from './time-scale.ts';
import type { LaneBox, Mark, StepMark, TimelineView } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const afterNowPx = 18;
const edgePx = 14;
const besidePx = 24;

type StepsContext = {
  marks: Mark[];
  laneOf: Map<string, number>;
  lanes: LaneBox[];
  scale: TimeScale;
  plot: Plot;
  room: LabelRoom;
  /** Px from one step to the one that follows it. */
  columnPx: number;
  /** Right of this nothing has happened (px). */
  happened: number;
  formatClock: TimelineView['formatClock'];
};

/** How much of the plot's right end the steps need (px). */
export function widthOfSteps(steps: ExpectedStep[], columnPx: number): number {
  if (steps.length === 0) return 0;
  return afterNowPx + lastColumn(steps) * columnPx;
}

/**
 * A dashed ring for each step that has not happened, right of now: at its due time where the plot reaches that far, else
 * in the order of the process. A late one stands just behind now, for it has not happened either.
 */
export function placeSteps(steps: ExpectedStep[], context: StepsContext): StepMark[] {
  const { laneOf, lanes, plot, happened } = context;
  if (steps.length === 0 || happened > plot.right - edgePx) return [];
  const columns = lastColumn(steps);
  const free = new Map<number, number>();
  const placed = new Map<ExpectedStep, StepMark>();
  const starts = startsOf(steps, context);
  for (const step of steps) {
    const lane = laneOf.get(step.step.service);
    const box = lane === undefined ? undefined : lanes[lane];
    if (lane === undefined || !box) continue;
    const limit = plot.right - edgePx - (columns - step.column) * Math.min(context.columnPx, besidePx);
    const x = Math.max(Math.min(Math.max(wishedX(step, context), free.get(lane) ?? 0), limit), plot.left + edgePx);
    free.set(lane, x + besidePx);
    const from = step.after.flatMap((before) =>
      'step' in before ? (placed.get(before) ?? []) : (starts.get(before) ?? []),
    );
    placed.set(step, {
      step,
      lane,
      x,
      y: box.y,
      from: from.map((start) => ({ x: start.x, y: start.y })),
      ...labelsOf(step, lane, x, box.y, context),
    });
  }
  return [...placed.values()];
}

function wishedX(step: ExpectedStep, { scale, happened, columnPx }: StepsContext): number {
  const first = happened + afterNowPx + step.column * columnPx;
  return step.dueAt === null || step.step.state === 'late' ? first : Math.max(scale.x(step.dueAt), first);
}

function lastColumn(steps: ExpectedStep[]): number {
  return Math.max(...steps.map(({ column }) => column));
}

type Point = { x: number; y: number };

/** Where the curves to the first steps begin: at the marks of what they follow, or where their lane leaves the plot. */
function startsOf(steps: ExpectedStep[], { marks, lanes, laneOf, plot }: StepsContext): Map<FlowNode, Point> {
  const starts = new Map<FlowNode, Point>();
  for (const node of nodesBefore(steps)) {
    const box = lanes[laneOf.get(node.service) ?? -1];
    if (box) starts.set(node, { x: plot.left, y: box.y });
  }
  for (const { nodes, x, width, y } of marks)
    for (const node of nodes) if (starts.has(node)) starts.set(node, { x: x + width, y });
  return starts;
}

function nodesBefore(steps: ExpectedStep[]): FlowNode[] {
  return steps.flatMap(({ after }) => after.flatMap((before) => ('step' in before ? [] : [before])));
}

function labelsOf(
  { step, dueAt }: ExpectedStep,
  lane: number,
  x: number,
  y: number,
  { room, formatClock }: StepsContext,
) {
  const last = step.event.split('.').at(-1) ?? step.event;
  const label = room.takeFirst({ lane, x, y }, [step.event, last.replaceAll('_', ' ')], estimateTextWidth, ['below']);
  const clock = dueAt === null ? null : formatClock(dueAt, false);
  // That it is expected would be too much said of what may be held up.
  const texts = clock === null ? ['expected'] : [`${step.state === 'late' ? 'was due' : 'due'} ${clock}`, clock];
  const due = label === null ? null : room.takeFirst({ lane, x, y }, texts, estimateTextWidth, ['above']);
  return { label, due };
}
