import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount } from '#app/_ui/format-count.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import type { SearchGroup, SearchHit, SearchLine } from '#schemas/api/search.ts';

/** Something to open: a flow (at the record that answers, where one does) or a record by itself. */
export type Found = { what: 'flow' | 'record'; hit: SearchHit; href: string };
export type FoundGroup = { key: string; label: string; note: string | null; items: Found[] };

/** What was found so far, in the order in which it came, each group with its name and how much of it is shown. */
export function foundGroups(lines: readonly SearchLine[]): FoundGroup[] {
  return lines.filter((line) => line.line === 'group').map(groupOf);
}

/** Null until the line has come. */
export function lineOf<Kind extends SearchLine['line']>(
  lines: readonly SearchLine[],
  kind: Kind,
): Extract<SearchLine, { line: Kind }> | null {
  return lines.find((line): line is Extract<SearchLine, { line: Kind }> => line.line === kind) ?? null;
}

function groupOf(group: SearchGroup): FoundGroup {
  const label = labelOf(group);
  return { key: `${group.by} ${group.kind}`, label, note: noteOf(group), items: group.hits.flatMap(itemsOf(group)) };
}

function labelOf({ by, kind }: SearchGroup): string {
  switch (by) {
    case 'id':
      return nameOf(kind);
    case 'beginning':
      return `${nameOf(kind)}, begins so`;
    case 'record':
      return 'Single records';
    case 'words':
      return 'In payloads';
  }
}

/** `payment` → `By payment`. */
function nameOf(kind: string | null): string {
  return `By ${kind === 'correlation' ? 'correlation id' : (kind ?? 'id').replaceAll('_', ' ')}`;
}

function noteOf({ hits, of, by }: SearchGroup): string | null {
  if (of === null) return `the newest ${hits.length}`;
  return by !== 'words' && of > hits.length ? `the newest ${hits.length} of ${formatCount(of)} flows` : null;
}

/** A record that was asked for by its place is shown by itself, and in its flow where it has one. */
function itemsOf({ by }: SearchGroup): (hit: SearchHit) => Found[] {
  return (hit) => {
    const { flow, record } = hit;
    const asRecord: Found[] = record ? [{ what: 'record', hit, href: recordHref(record) }] : [];
    if (!flow) return asRecord;
    const selected = record ? `?sel=${record.topic}/${record.partition}/${record.offset}` : '';
    const asFlow: Found = { what: 'flow', hit, href: `${flowHref(flow.correlationId)}${selected}` };
    return by === 'record' ? [...asRecord, asFlow] : [asFlow];
  };
}
