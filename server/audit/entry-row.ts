import type { AuditEntry } from '#schemas/api/audit.ts';

/** What a list gives of before and after together, in bytes. */
const mostInList = 4_096;

const plain =
  'id, at, finished_at, actor, name, action, subject_kind, subject, what, reason, outcome, detail, correlation_id';
const isShort = `(coalesce(pg_column_size(before), 0) + coalesce(pg_column_size(after), 0) <= ${mostInList})`;

export const wholeColumns = `${plain}, before, after, false as is_abridged`;
export const listColumns = `${plain}, case when ${isShort} then before end as before,
  case when ${isShort} then after end as after, not ${isShort} as is_abridged`;

export type EntryRow = {
  id: string;
  at: Date;
  finished_at: Date | null;
  actor: string;
  name: string | null;
  action: AuditEntry['action'];
  subject_kind: string;
  subject: string;
  what: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  is_abridged: boolean;
  outcome: AuditEntry['outcome'];
  detail: string | null;
  correlation_id: string | null;
};

export function entryOf(row: EntryRow): AuditEntry {
  const { id, actor, name, action, what, reason, before, after, outcome, detail } = row;
  return {
    id,
    at: row.at.toISOString(),
    actor,
    name,
    action,
    subject: { kind: row.subject_kind, id: row.subject },
    what,
    reason,
    before,
    after,
    isAbridged: row.is_abridged,
    outcome,
    detail,
    finishedAt: row.finished_at?.toISOString() ?? null,
    correlationId: row.correlation_id,
  };
}
