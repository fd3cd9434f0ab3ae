import type { MappedField } from '#schemas/api/mapping-fields.ts';
import { type DraftMapping, emptyDraft, emptyKey } from './draft.ts';

export type UseAs = MappedField | 'businessKey';

/** The drafts with a source named in the mapping that counts for the topic, or in a new one for the topic alone. */
export function withSource(
  drafts: readonly DraftMapping[],
  { topic, at, source, as }: { topic: string; at: number | null; source: string; as: UseAs },
): DraftMapping[] {
  const place = at ?? drafts.length;
  const draft = drafts[place] ?? emptyDraft(topic);
  // A mapping of its own must stand before one with a wider pattern; there is none that fits, so the end will do.
  return [...drafts.slice(0, place), named(draft, source, as), ...drafts.slice(place + 1)];
}

function named(draft: DraftMapping, source: string, as: UseAs): DraftMapping {
  if (as === 'businessKey') {
    return { ...draft, businessKeys: [...draft.businessKeys, emptyKey(kindOfSource(source), source)] };
  }
  const before = draft.fields[as].filter((one) => one.trim() !== '' && one !== source);
  return { ...draft, fields: { ...draft.fields, [as]: [...before, source] } };
}

/** `$.booking.seatNo` is about a seat_no, `header:x-customer-id` about an x_customer: the last word, as kinds are written. */
export function kindOfSource(source: string): string {
  const last = source.replace(/^header:/, '').match(/[\p{L}\p{N}_ -]+(?=[\]'"*[]*$)/u)?.[0] ?? '';
  const kind = last
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
    .replace(/_id$/, '')
    .replace(/^[^a-z]+/, '');
  return kind === 'key' || kind === 'trace' ? '' : kind.slice(0, 40);
}
