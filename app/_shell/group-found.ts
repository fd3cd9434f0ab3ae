import type { FlowList, FlowSummary } from '#schemas/api/flow.ts';
import type { FoundRecord } from '#schemas/api/record.ts';

export type Found = { what: 'flow'; flow: FlowSummary } | { what: 'record'; record: FoundRecord };
export type FoundGroup = { kind: string; label: string; items: Found[] };

/** What was found, by the kind of id that matched, in the order in which the kinds first appear; records after flows. */
export function groupFound({ items, records }: Pick<FlowList, 'items' | 'records'>): FoundGroup[] {
  const groups = new Map<string, FoundGroup>();
  for (const flow of items) {
    const kind = flow.match?.kind ?? 'other';
    const group = groups.get(kind) ?? { kind, label: labelOf(kind), items: [] };
    group.items.push({ what: 'flow', flow });
    groups.set(kind, group);
  }
  const found = records.map((record): Found => ({ what: 'record', record }));
  return found.length === 0 ? [...groups.values()] : [...groups.values(), { ...ofRecords, items: found }];
}

const ofRecords = { kind: 'single records', label: 'Single records' };

/** `order` → `By order`. */
function labelOf(kind: string): string {
  return kind === 'other' ? 'Found' : `By ${kind.replaceAll('_', ' ')}`;
}
