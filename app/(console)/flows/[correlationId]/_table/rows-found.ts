import type { FlowModel } from '../_model/flow-model.ts';
import { type FlowRow, tableRows } from './table-rows.ts';

/** The rows of what was found; all of them while nothing is looked for. */
export function rowsFound(model: FlowModel, matches: Set<string> | null): FlowRow[] {
  const rows = tableRows(model);
  return matches === null ? rows : rows.filter(({ key }) => matches.has(key));
}
