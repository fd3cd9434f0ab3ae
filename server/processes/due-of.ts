import type { Process } from './process.ts';
import { lateAfterMs, type UsualTimes } from './usual-time.ts';

export type Due = { dueMs: number; by: 'deadline' | 'usual'; allowedMs: number };

/** By when something that could begin at `sinceMs` should be done: by its deadline, else by what is usual. */
export function dueOf(
  process: Process,
  place: { id: string; withinMs?: number },
  sinceMs: number,
  usual: UsualTimes,
): Due | null {
  if (place.withinMs !== undefined) {
    return { dueMs: sinceMs + place.withinMs, by: 'deadline', allowedMs: place.withinMs };
  }
  const times = usual.get(process.id, place.id);
  if (!times) return null;
  const allowedMs = lateAfterMs(times);
  return { dueMs: sinceMs + allowedMs, by: 'usual', allowedMs };
}
