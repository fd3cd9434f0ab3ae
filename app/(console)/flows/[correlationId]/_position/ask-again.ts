import type { Flow } from '#schemas/api/flow.ts';
import type { PositionState } from '#schemas/api/flow-position.ts';

const moving = new Set<PositionState>(['waiting', 'processing', 'retrying']);
const standing = new Set<PositionState>(['nobody', 'unknown']);

/**
 * How soon it is worth asking again where the events are (ms); null where nothing changes without a new event, which the
 * live stream tells.
 */
export function askAgainMs({ position, positionFrom }: Pick<Flow, 'position' | 'positionFrom'>): number | null {
  // Offsets are read for the first time soon after the collector has started.
  if (position === null) return 5_000;
  if (position.some(({ state }) => moving.has(state))) return 2_000;
  if (positionFrom?.problems.length || position.some(({ state }) => standing.has(state))) return 10_000;
  return null;
}
