import type { EventNode } from './flow-model.ts';

/** How often the event was told: retries and the like are the same telling, handled again. */
export function seenTimes({ copies }: EventNode): number {
  return 1 + copies.filter(({ role }) => role === 'duplicate').length;
}
