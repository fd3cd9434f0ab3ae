import type { FlowProcess, FlowStep } from '#schemas/api/flow.ts';
import { type Due, dueOf } from './due-of.ts';
import { type PlacedFlow, type PlacedStep, placeFlow } from './place-flow.ts';
import { namedTypes, type Process, type Where } from './process.ts';
import { whyLate, whySkipped } from './step-reasons.ts';
import type { UsualTimes } from './usual-time.ts';

/** An event of the flow; `data` undefined: its payload was not read. */
export type OverlaidEvent = {
  type: string | null;
  atMs: number;
  eventId: string | null;
  record: string;
  service: string | null;
  data: unknown;
};

type Overlaying = { process: Process; usual: UsualTimes; untilMs: number; placed: PlacedFlow<OverlaidEvent> };

/** The process drawn over a flow's events, as it stands when everything up to `untilMs` is known. Pure. */
export function overlayProcess(
  process: Process,
  events: readonly OverlaidEvent[],
  { usual, untilMs }: { usual: UsualTimes; untilMs: number },
): FlowProcess {
  const byType = Map.groupBy(events, ({ type }) => type ?? '');
  const placed = placeFlow(process, (type, where) => firstIn(byType.get(type) ?? [], where));
  const given = { process, usual, untilMs, placed };
  const { end, branch } = placed;
  return {
    id: process.id,
    version: process.version,
    title: process.title,
    branch: branch && { id: branch.branch.id, label: branch.branch.label },
    steps: [...stepsOf(given), ...branchSteps(given), ...strangers(process, events)],
    end: end && { event: end.end.event, label: end.end.label, at: isoOf(end.seen.atMs) },
  };
}

function firstIn(events: readonly OverlaidEvent[], where: Where = {}): OverlaidEvent | null {
  const fitting = events.filter(({ data }) => data === undefined || Object.entries(where).every(fits(data)));
  return fitting.reduce<OverlaidEvent | null>((first, each) => (first && first.atMs <= each.atMs ? first : each), null);
}

function fits(data: unknown) {
  return ([field, values]: [string, readonly string[]]): boolean => {
    const given =
      typeof data === 'object' && data !== null && Object.hasOwn(data, field) ? Reflect.get(data, field) : null;
    return [given].flat().some((value) => typeof value === 'string' && values.includes(value));
  };
}

/** Steps in the order of the file, each with the due time that follows from those it waits for. */
function stepsOf(given: Overlaying): FlowStep[] {
  const bases = new Map<string, number | null>();
  return given.placed.steps.map((placed) => {
    const { step, seen, sinceMs } = placed;
    const fromMs = sinceMs ?? lastOf(step.after.map((id) => bases.get(id) ?? null));
    const isOpen = !seen && !skippedWhy(given, placed);
    const due = isOpen && fromMs !== null ? dueOf(given.process, step, fromMs, given.usual) : null;
    // What is late already can be done now at the soonest.
    bases.set(step.id, seen?.atMs ?? (due && Math.max(due.dueMs, given.untilMs)));
    return stepOf(given, step, {
      seen,
      due,
      isTurn: sinceMs !== null || step.after.length === 0,
      skipped: skippedWhy(given, placed),
    });
  });
}

function lastOf(times: readonly (number | null)[]): number | null {
  return times.reduce((last, time) => (last === null || time === null ? null : Math.max(last, time)), 0) || null;
}

function skippedWhy(
  { placed: { end, branch } }: Overlaying,
  { seen, overtaken }: PlacedStep<OverlaidEvent>,
): string | null {
  if (seen) return null;
  return overtaken || branch || end ? whySkipped(overtaken, branch?.branch ?? null, end?.end ?? null) : null;
}

type Standing = { seen: OverlaidEvent | null; due: Due | null; isTurn: boolean; skipped: string | null };
type Described = { id: string; label: string; event: string; service: string; after: readonly string[] };

function stepOf(
  { process, usual, untilMs }: Overlaying,
  place: Described,
  { seen, due, isTurn, skipped }: Standing,
): FlowStep {
  const times = usual.get(process.id, place.id);
  const isLate = !seen && skipped === null && isTurn && due !== null && due.dueMs <= untilMs;
  return {
    id: place.id,
    label: place.label,
    state: stateOf(seen, skipped, isLate, isTurn),
    event: place.event,
    service: seen?.service ?? place.service,
    after: [...place.after],
    dueAt: due && isoOf(due.dueMs),
    dueBy: due?.by ?? null,
    at: seen && isoOf(seen.atMs),
    eventId: seen?.eventId ?? null,
    record: seen?.record ?? null,
    usual: times,
    why: skipped ?? (isLate && due ? whyLate(due, times) : null),
  };
}

function stateOf(
  seen: OverlaidEvent | null,
  skipped: string | null,
  isLate: boolean,
  isTurn: boolean,
): FlowStep['state'] {
  if (seen) return 'done';
  if (skipped !== null) return 'skipped';
  if (isLate) return 'late';
  return isTurn ? 'current' : 'expected';
}

/** How the flow ends that left the path, and what is then undone. */
function branchSteps(given: Overlaying): FlowStep[] {
  const { process, usual, placed } = given;
  if (!placed.branch) return [];
  const { branch, sinceMs } = placed.branch;
  const end = process.ends.find(({ event }) => event === branch.end.event);
  const seen = placed.end?.seen ?? null;
  const place = {
    id: branch.id,
    label: capital(end?.label ?? branch.label),
    event: branch.end.event,
    service: starterOf(process),
    after: branch.after,
  };
  const due = seen || sinceMs === null ? null : dueOf(process, place, sinceMs, usual);
  const undone = placed.undoings.map(({ undoing, seen: undoneBy }) => {
    const undoDue = undoneBy || !seen ? null : dueOf(process, undoing, seen.atMs, usual);
    const standing = { seen: undoneBy, due: undoDue, isTurn: seen !== null, skipped: null };
    return stepOf(given, { ...undoing, after: [branch.id] }, standing);
  });
  return [stepOf(given, place, { seen, due, isTurn: true, skipped: null }), ...undone];
}

/** The service that begins a process keeps it, and tells how it ends. */
function starterOf({ steps, starts }: Process): string {
  return (steps.find(({ event }) => starts.includes(event)) ?? steps[0])?.service ?? '';
}

/** Events that the process does not name at all; each type once. */
function strangers(process: Process, events: readonly OverlaidEvent[]): FlowStep[] {
  const named = namedTypes(process);
  const firsts = new Map<string, OverlaidEvent>();
  for (const event of events) {
    if (event.type !== null && !named.has(event.type) && !firsts.has(event.type)) firsts.set(event.type, event);
  }
  return [...firsts].map(([type, event]) => ({
    id: `off_path:${type}`,
    label: type,
    state: 'off_path',
    event: type,
    service: event.service ?? '',
    after: [],
    dueAt: null,
    dueBy: null,
    at: isoOf(event.atMs),
    eventId: event.eventId,
    record: event.record,
    usual: null,
    why: `No step of “${process.title}” is told by this event.`,
  }));
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
