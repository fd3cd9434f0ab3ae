import { NibbleError } from '#schemas/errors.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostPoints = 300;

/** Steps that people read off an axis; what is shown is a whole number of one of them apart. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 744].map((hours) => hours * hourMs),
];

export type HistorySteps = {
  fromMs: number;
  toMs: number;
  stepMs: number;
  resolution: 'sample' | 'minute' | 'hour';
  /** So long may a row of this resolution stand for what came after it. */
  holdsMs: number;
};

/** Steps of a stretch of time, at most 300, and the rows they are made of. Throws `invalid` when it ends before it begins. */
export function historySteps(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  nowMs: number,
): HistorySteps {
  const wantedTo = to === undefined ? nowMs : Math.min(Date.parse(to), nowMs);
  const wantedFrom = from === undefined ? wantedTo - hourMs : Math.max(0, Date.parse(from));
  if (wantedFrom >= wantedTo) throw new NibbleError('invalid', 'from: must be before `to`, and not in the future');
  const fits = (step: number) => Math.ceil(wantedTo / step) - Math.floor(wantedFrom / step) <= mostPoints;
  const stepMs = stepsMs.find(fits) ?? Math.ceil((wantedTo - wantedFrom) / (mostPoints - 2) / hourMs) * hourMs;
  return {
    fromMs: Math.floor(wantedFrom / stepMs) * stepMs,
    toMs: Math.ceil(wantedTo / stepMs) * stepMs,
    stepMs,
    ...resolutionOf(stepMs),
  };
}

/** Whatever is written out of turn only when it changed is repeated within these times (`write-round`, `roll-up`). */
export const repeatedMs = { sample: 10 * minuteMs, minute: 10 * minuteMs, hour: 6 * hourMs } as const;

function resolutionOf(stepMs: number): Pick<HistorySteps, 'resolution' | 'holdsMs'> {
  if (stepMs < minuteMs) return { resolution: 'sample', holdsMs: repeatedMs.sample + 2 * minuteMs };
  if (stepMs < hourMs) return { resolution: 'minute', holdsMs: repeatedMs.minute + 2 * minuteMs };
  return { resolution: 'hour', holdsMs: repeatedMs.hour + 2 * hourMs };
}
