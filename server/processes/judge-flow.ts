import { dueOf } from './due-of.ts';
import { type FirstOf, type PlacedFlow, placeFlow, type Sighting } from './place-flow.ts';
import type { End, Process } from './process.ts';
import type { UsualTimes } from './usual-time.ts';

/** A record that a service gave up on: its type, and whose consumer group it was. */
export type DeadLetter = { type: string; group: string };

export type Judgement = {
  /** How it ended; nothing else is judged of what is over. */
  endStatus: 'done' | 'failed' | null;
  /** What the flow waits for that is due the soonest. */
  waits: { id: string; label: string; dueMs: number } | null;
  /** It is late, and began to take longer than usual then. */
  lateFromMs: number | null;
  /** Nothing can move it by itself any more. */
  isStuck: boolean;
  /** A step was left out. */
  isOffPath: boolean;
  /** When to judge again if nothing happens. */
  againMs: number | null;
};

export type Judged<T extends Sighting> = {
  firstOf: FirstOf<T>;
  dead: readonly DeadLetter[];
  usual: UsualTimes;
  /** Up to when everything that happened is known. */
  untilMs: number;
};

/** Beyond its due time by four times what was allowed, and by ten minutes: it does not come by itself any more. */
const farTimes = 4;
const farMs = 600_000;
/** Events of several topics are read in any order: so long after the later one, the earlier one is missing. */
const settledMs = 15_000;

/** How an open flow stands at a moment, and when that may change without an event. Pure. */
export function judgeFlow<T extends Sighting>(process: Process, given: Judged<T>): Judgement {
  const placed = placeFlow(process, given.firstOf);
  if (placed.end) return over(placed.end.end);
  const { untilMs } = given;
  const [first] = dues(process, placed, given.usual).sort((a, b) => a.dueMs - b.dueMs);
  // Of a flow that began before what is indexed nobody can say that something was left out.
  const skippedMs = process.starts.some((type) => given.firstOf(type)) ? skippedAt(placed) : null;
  const farAtMs = first ? first.dueMs + Math.max(farTimes * first.allowedMs, farMs) : null;
  const isLate = first !== undefined && first.dueMs <= untilMs;
  const alarms = [first?.dueMs, farAtMs, skippedMs].filter((ms) => ms !== null && ms !== undefined && ms > untilMs);
  return {
    endStatus: null,
    waits: first ? { id: first.id, label: first.label, dueMs: first.dueMs } : null,
    lateFromMs: isLate ? first.fromMs : null,
    isStuck: (farAtMs !== null && farAtMs <= untilMs) || isHeldByDead(placed, given.dead),
    isOffPath: skippedMs !== null && skippedMs <= untilMs,
    againMs: alarms.length === 0 ? null : Math.min(...alarms.map(Number)),
  };
}

function over({ status }: End): Judgement {
  return { endStatus: status, waits: null, lateFromMs: null, isStuck: false, isOffPath: false, againMs: null };
}

type Pending = { id: string; label: string; dueMs: number; allowedMs: number; fromMs: number };

function dues<T extends Sighting>(process: Process, placed: PlacedFlow<T>, usual: UsualTimes): Pending[] {
  return waitingFor(placed).flatMap(({ place, sinceMs }) => {
    const due = dueOf(process, place, sinceMs, usual);
    const p90Ms = usual.get(process.id, place.id)?.p90Ms;
    if (!due) return [];
    const fromMs = Math.min(sinceMs + (p90Ms ?? due.allowedMs), due.dueMs);
    return [{ id: place.id, label: place.label, dueMs: due.dueMs, allowedMs: due.allowedMs, fromMs }];
  });
}

/** What could happen next, and since when it could: the end of a branch, else the steps whose turn it is. */
function waitingFor<T extends Sighting>({ steps, branch }: PlacedFlow<T>) {
  if (branch) return branch.sinceMs === null ? [] : [{ place: branch.branch, sinceMs: branch.sinceMs }];
  return steps.flatMap(({ step, seen, sinceMs, overtaken }) =>
    seen || overtaken || sinceMs === null ? [] : [{ place: step, sinceMs }],
  );
}

function isHeldByDead<T extends Sighting>({ steps, branch }: PlacedFlow<T>, dead: readonly DeadLetter[]): boolean {
  if (branch || dead.length === 0) return false;
  return steps.some(({ step, seen, overtaken, sinceMs }) => {
    if (seen || overtaken || sinceMs === null) return false;
    return dead.some(({ type, group }) => type === step.cause.event && isGroupOf(group, step.service));
  });
}

/** Groups are named after their service, often with something before or behind it. */
function isGroupOf(group: string, service: string): boolean {
  const at = group.indexOf(service);
  const isEdge = (char: string | undefined) => char === undefined || '._-'.includes(char);
  return at >= 0 && isEdge(group[at - 1]) && isEdge(group[at + service.length]);
}

function skippedAt<T extends Sighting>({ steps }: PlacedFlow<T>): number | null {
  const times = steps.flatMap(({ overtaken }) => {
    const later = overtaken && steps.find(({ step }) => step.id === overtaken.id)?.seen;
    return later ? [later.atMs + settledMs] : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}
