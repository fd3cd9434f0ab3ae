import type { FlowSummary } from '#schemas/api/flow.ts';

export type FoundGroup = { kind: string; label: string; items: FlowSummary[] };

/** What was found, by the kind of id that matched, in the order in which the kinds first appear. */
export function groupFound(items: FlowSummary[]): FoundGroup[] {
  const groups = new Map<string, FoundGroup>();
  for (const flow of items) {
    const kind = flow.match?.kind ?? 'other';
    const group = groups.get(kind) ?? { kind, label: labelOf(kind), items: [] };
    group.items.push(flow);
    groups.set(kind, group);
  }
  return [...groups.values()];
}

/** `order` → `By order`. */
function labelOf(kind: string): string {
  return kind === 'other' ? 'Found' : `By ${kind.replaceAll('_', ' ')}`;
}
