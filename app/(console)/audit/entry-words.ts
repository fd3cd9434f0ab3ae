import { flowHref } from '#app/_ui/flow-href.ts';
import type { Tone } from '#app/_ui/state-shape.tsx';
import type { AuditEntry } from '#schemas/api/audit.ts';
import { groupHref } from '../consumer-groups/group-href.ts';

export const actionWords: Record<AuditEntry['action'], string> = {
  'consumer_group.offsets_reset': 'offsets reset',
  'consumer_group.reset_undone': 'reset undone',
  'mapping.saved': 'mapping saved',
  'pin.taken': 'flow pinned',
  'pin.deleted': 'pin deleted',
};

export const outcomeWords: Record<AuditEntry['outcome'], { tone: Tone; word: string }> = {
  begun: { tone: 'late', word: 'begun, its end is not known' },
  done: { tone: 'ok', word: 'done' },
  partly: { tone: 'late', word: 'done in part' },
  failed: { tone: 'broken', word: 'not done' },
};

/** Where what it was done to can be seen; null where it has no page. */
export function subjectHref({ kind, id }: AuditEntry['subject']): string | null {
  if (kind === 'flow') return flowHref(id);
  if (kind === 'consumer_group') return groupHref(id);
  return null;
}

/** `Ada (local operator)`: the name that was given, beside the operator who is known. */
export function whoDid({ actor, name }: Pick<AuditEntry, 'actor' | 'name'>): string {
  return name === null || name === actor ? actor : `${name} (${actor})`;
}
