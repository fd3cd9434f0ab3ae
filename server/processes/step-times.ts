import { type FirstOf, placeFlow, type Sighting } from './place-flow.ts';
import type { Process } from './process.ts';

export type StepTime = { step: string; tookMs: number };

/** How long each step of a flow took from when it could begin, also the ends of branches and what was undone. Pure. */
export function stepTimes<T extends Sighting>(process: Process, firstOf: FirstOf<T>): StepTime[] {
  const { steps, end, branch, undoings } = placeFlow(process, firstOf);
  const took = (step: string, fromMs: number | null, seen: Sighting | null | undefined): StepTime[] =>
    fromMs === null || !seen ? [] : [{ step, tookMs: Math.max(seen.atMs - fromMs, 0) }];
  return [
    ...steps.flatMap(({ step, seen, sinceMs }) => took(step.id, sinceMs, seen)),
    ...(branch ? took(branch.branch.id, branch.sinceMs, end?.seen) : []),
    ...undoings.flatMap(({ undoing, seen }) => took(undoing.id, end?.seen.atMs ?? null, seen)),
  ];
}
