import { type FirstOf, placeFlow, type Sighting } from './place-flow.ts';
import type { Process } from './process.ts';

export type StepTime = { step: string; tookMs: number; atMs: number };

/**
 * How long steps of a flow took from when they could begin, also ends of branches and what was undone: of those that could
 * not be told `before`, as their event or one that they follow was not known yet. Pure.
 */
export function stepTimes<T extends Sighting>(process: Process, before: FirstOf<T>, now: FirstOf<T>): StepTime[] {
  const told = new Set(timesOf(process, before).map(({ step }) => step));
  return timesOf(process, now).filter(({ step }) => !told.has(step));
}

function timesOf<T extends Sighting>(process: Process, firstOf: FirstOf<T>): StepTime[] {
  const { steps, end, branch, undoings } = placeFlow(process, firstOf);
  const took = (step: string, fromMs: number | null, seen: Sighting | null | undefined): StepTime[] =>
    fromMs === null || !seen ? [] : [{ step, tookMs: Math.max(seen.atMs - fromMs, 0), atMs: seen.atMs }];
  return [
    ...steps.flatMap(({ step, seen, sinceMs }) => took(step.id, sinceMs, seen)),
    ...(branch ? took(branch.branch.id, branch.sinceMs, end?.seen) : []),
    ...undoings.flatMap(({ undoing, seen }) => took(undoing.id, end?.seen.atMs ?? null, seen)),
  ];
}
