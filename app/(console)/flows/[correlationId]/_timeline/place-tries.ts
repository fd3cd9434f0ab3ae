import { firstAtOrAfter } from '../_model/first-at-or-after.ts';
import type { Try } from '../_model/flow-model.ts';
import { estimateTextWidth } from './estimate-text-width.ts';
import type { LabelRoom } from './label-room.ts';
import type { TimeScale } from './time-scale.ts';
import type { LaneBox, TryMark } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

// More crosses than this are no longer tries to be told apart; the inspector and the table list every one.
const mostTries = 80;
const longestReason = 26;

type TriesContext = {
  laneOf: Map<string, number>;
  lanes: LaneBox[];
  scale: TimeScale;
  plot: Plot;
  room: LabelRoom;
};

/** A cross for each failure in view, in the lane of the service that failed, with a line to where it went on. */
export function placeTries(tries: Try[], { laneOf, lanes, scale, plot, room }: TriesContext): TryMark[] {
  const begin = firstAtOrAfter(tries, scale.time(plot.left) - 1);
  const end = firstAtOrAfter(tries, scale.time(plot.right) + 1);
  return tries.slice(begin, Math.min(end, begin + mostTries)).flatMap((one, index) => {
    const lane = laneOf.get(one.service);
    const y = lane === undefined ? undefined : lanes[lane]?.y;
    const x = scale.x(one.at);
    if (lane === undefined || y === undefined || x < plot.left || x > plot.right) return [];
    const later = nextOf(one, tries, begin + index)?.at ?? one.outcome?.at ?? null;
    const until = later === null ? null : Math.min(Math.max(scale.x(later), x), plot.right);
    const label = room.takeFirst({ lane, x, y }, namesOf(one), estimateTextWidth, ['below', 'above']);
    return [{ try: one, lane, x, y, until, label }];
  });
}

/** The same group's next word on the same event. */
function nextOf(one: Try, tries: Try[], place: number): Try | undefined {
  for (let index = place + 1; index < Math.min(tries.length, place + mostTries); index++) {
    const other = tries[index];
    if (other && other.node === one.node && other.copy.group === one.copy.group) return other;
  }
  return undefined;
}

function namesOf({ kind, copy }: Try): string[] {
  const reason = shorten(copy.failure?.message ?? copy.failure?.type ?? null);
  const which = copy.attempt === null ? 'a try' : `try ${copy.attempt}`;
  switch (kind) {
    case 'failed':
      return [...(reason ? [`${reason}, ${which}`] : []), `${which} failed`, which];
    case 'gave_up':
      return [...(reason ? [`gave up: ${reason}`] : []), 'gave up'];
    case 'sent_again':
      return ['sent again'];
  }
}

function shorten(reason: string | null): string | null {
  if (reason === null || reason.trim() === '') return null;
  return reason.length > longestReason ? `${reason.slice(0, longestReason).trimEnd()}…` : reason;
}
