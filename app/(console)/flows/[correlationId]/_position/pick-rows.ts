import type { FlowPosition } from '#schemas/api/flow-position.ts';

const fewest = 8;

/**
 * The rows that are shown: all that is not processed, all of the selected event, and if that is little the newest of the
 * rest; `hidden` counts what is left out. Pure.
 */
export function pickRows(
  positions: readonly FlowPosition[],
  selected: string | null,
  all: boolean,
): { rows: FlowPosition[]; hidden: number } {
  const wanted = new Set(positions.filter(({ state, record }) => state !== 'processed' || record === selected));
  for (const position of positions) {
    if (!all && wanted.size >= fewest) break;
    wanted.add(position);
  }
  return { rows: positions.filter((position) => wanted.has(position)), hidden: positions.length - wanted.size };
}
