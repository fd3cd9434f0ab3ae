import type { FlowPosition } from '#schemas/api/flow-position.ts';

const fewest = 8;
/** Of what is not processed: a flow that nobody reads has a row for each of its events. */
const mostOpen = 50;

export type PickedRows = {
  rows: FlowPosition[];
  hidden: number;
  /** How many of the hidden ones are not processed. */
  hiddenOpen: number;
};

/**
 * The rows that are shown: the first of what is not processed, all of the selected event, and if that is little the newest
 * of the rest; what is left out is counted. Pure.
 */
export function pickRows(positions: readonly FlowPosition[], selected: string | null, all: boolean): PickedRows {
  if (all) return { rows: [...positions], hidden: 0, hiddenOpen: 0 };
  const open = positions.filter(({ state }) => state !== 'processed');
  const wanted = new Set(open.slice(0, mostOpen));
  for (const position of positions) if (position.record === selected) wanted.add(position);
  for (const position of positions) {
    if (wanted.size >= fewest) break;
    wanted.add(position);
  }
  return {
    rows: positions.filter((position) => wanted.has(position)),
    hidden: positions.length - wanted.size,
    hiddenOpen: open.filter((position) => !wanted.has(position)).length,
  };
}
