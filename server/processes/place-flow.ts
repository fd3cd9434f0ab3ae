import {
  type Branch,
  type Compensation,
  type End,
  type Process,
  progressTypes,
  type Step,
  type Where,
} from './process.ts';

export type Sighting = { atMs: number };

/** The first event of a type that the flow has, of those whose fields fit; null when there is none. */
export type FirstOf<T extends Sighting> = (type: string, where?: Where) => T | null;

export type PlacedStep<T extends Sighting> = {
  step: Step;
  seen: T | null;
  /** Since when it may be done: the last of what it follows; null while something of that is missing. */
  sinceMs: number | null;
  /** A step that always comes after it was done without it. */
  overtaken: Step | null;
};

export type PlacedEnd<T extends Sighting> = { end: End; seen: T };

/** What is to be undone after the flow left its path. */
type PlacedUndoing<T extends Sighting> = { undoing: Compensation & { event: string }; seen: T | null };

export type PlacedFlow<T extends Sighting> = {
  steps: PlacedStep<T>[];
  end: PlacedEnd<T> | null;
  /** The branch by which it left the path, and since when its end is to come; null where that is not told. */
  branch: { branch: Branch; sinceMs: number | null } | null;
  undoings: PlacedUndoing<T>[];
};

/** Holds a flow against its process: what is done, what could follow, where it left the path. Pure. */
export function placeFlow<T extends Sighting>(process: Process, firstOf: FirstOf<T>): PlacedFlow<T> {
  const seen = new Map(process.steps.map((step) => [step.id, firstOf(step.event)]));
  const end = lastEnd(process, firstOf);
  const at = placesOf(process, seen, firstOf);
  const branch = branchOf(process, end, at, firstOf);
  return {
    steps: process.steps.map((step) => ({
      step,
      seen: seen.get(step.id) ?? null,
      sinceMs: sinceOf(step, process, seen),
      overtaken: seen.get(step.id) ? null : overtakerOf(step, process, seen),
    })),
    end,
    branch: branch && { branch, sinceMs: causeOf(branch, firstOf)?.atMs ?? null },
    undoings: branch ? undoingsOf(process, branch, at, firstOf) : [],
  };
}

/** The process that a flow follows: the first that starts with one of its events, else the one with most of its steps. */
export function chooseProcess<P extends Process>(processes: readonly P[], has: (type: string) => boolean): P | null {
  const started = processes.find(({ starts }) => starts.some(has));
  if (started) return started;
  const stepsOf = (process: P) => [...progressTypes(process)].filter(has).length;
  const [most] = processes.toSorted((a, b) => stepsOf(b) - stepsOf(a));
  return most && stepsOf(most) > 0 ? most : null;
}

type Times = (id: string) => number | null;

function placesOf<T extends Sighting>(
  { gates }: Process,
  seen: ReadonlyMap<string, T | null>,
  firstOf: FirstOf<T>,
): Times {
  const gated = new Map(gates.map((gate) => [gate.id, firstOf(gate.event, gate.where)]));
  return (id) => (seen.get(id) ?? gated.get(id))?.atMs ?? null;
}

/** Of several ends the last one counts, and of two at one moment the failed one. */
function lastEnd<T extends Sighting>({ ends }: Process, firstOf: FirstOf<T>): PlacedEnd<T> | null {
  return ends.reduce<PlacedEnd<T> | null>((last, end) => {
    const seen = firstOf(end.event);
    if (!seen || (last && seen.atMs < last.seen.atMs)) return last;
    return last?.seen.atMs === seen.atMs && last.end.status === 'failed' ? last : { end, seen };
  }, null);
}

function branchOf<T extends Sighting>(
  { branches }: Process,
  end: PlacedEnd<T> | null,
  at: Times,
  firstOf: FirstOf<T>,
): Branch | null {
  if (end?.end.status === 'done') return null;
  const untilMs = end?.seen.atMs ?? Number.POSITIVE_INFINITY;
  const isBehind = (id: string) => {
    const ms = at(id);
    return ms !== null && ms <= untilMs;
  };
  const fits = ({ after, before }: Branch) => after.every(isBehind) && !before.some(isBehind);
  const isCaused = (branch: Branch) => causeOf(branch, firstOf) !== null;
  if (!end) return branches.find((branch) => isCaused(branch) && fits(branch)) ?? null;
  const ended = branches.filter((branch) => firstOf(branch.end.event, { reason: [branch.end.reason] }) !== null);
  // A silence or a person's request is told by no event; an event that is missing speaks against its branch.
  const isUntold = ({ cause }: Branch) => cause.event === undefined;
  return (
    ended.find((branch) => isCaused(branch) && fits(branch)) ??
    ended.find((branch) => isUntold(branch) && fits(branch)) ??
    ended.find(fits) ??
    ended.find(isCaused) ??
    ended[0] ??
    null
  );
}

function causeOf<T extends Sighting>({ cause }: Branch, firstOf: FirstOf<T>): T | null {
  return cause.event === undefined ? null : firstOf(cause.event, cause.where);
}

function sinceOf<T extends Sighting>(
  { after }: Step,
  process: Process,
  seen: ReadonlyMap<string, T | null>,
): number | null {
  if (after.length === 0) return null;
  const times = after.map((id) => {
    const step = process.steps.find((each) => each.id === id);
    const own = seen.get(id)?.atMs;
    // What was left out holds nobody up, once something behind it was done.
    return own ?? (step && overtakerOf(step, process, seen) ? sinceOf(step, process, seen) : null);
  });
  return times.reduce<number | null>((last, time) => (last === null || time === null ? null : Math.max(last, time)), 0);
}

/** A step that follows this one, by however many others, and was done all the same. */
function overtakerOf<T extends Sighting>(
  step: Step,
  { steps }: Process,
  seen: ReadonlyMap<string, T | null>,
): Step | null {
  const behind = new Set([step.id]);
  for (const each of steps) if (each.after.some((id) => behind.has(id))) behind.add(each.id);
  return steps.find(({ id }) => id !== step.id && behind.has(id) && seen.get(id)) ?? null;
}

function undoingsOf<T extends Sighting>(
  { compensations }: Process,
  branch: Branch,
  at: Times,
  firstOf: FirstOf<T>,
): PlacedUndoing<T>[] {
  return compensations.flatMap((undoing) => {
    const { id, event, onlyAfter } = undoing;
    const isDue = branch.compensations.includes(id) && onlyAfter.every((place) => at(place) !== null);
    // What no event tells of cannot be seen done, so nothing is claimed of it.
    return isDue && event !== undefined ? [{ undoing: { ...undoing, event }, seen: firstOf(event) }] : [];
  });
}
