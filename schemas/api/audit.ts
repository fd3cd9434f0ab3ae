import { z } from 'zod';
import { isoTime, pageQuery } from './common.ts';

const auditActions = [
  'consumer_group.offsets_reset',
  'consumer_group.reset_undone',
  'mapping.saved',
  'pin.taken',
  'pin.deleted',
] as const;

/** `begun`: under way, or the console ended in the middle of it. `partly`: some of its parts were done. */
const auditOutcomes = ['begun', 'done', 'partly', 'failed'] as const;

export const auditEntry = z.object({
  id: z.string(),
  at: isoTime,
  /** The operator that the console is configured with; `name` is whom the one who asked for it said to be. */
  actor: z.string(),
  name: z.string().nullable(),
  action: z.enum(auditActions),
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** What was to be done, in a sentence. */
  what: z.string(),
  reason: z.string().nullable(),
  /** How it stood before and after, as JSON; null where there is nothing to tell, or not told because it is long. */
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  /** Before or after is too long for a list: the entry by its id has it. */
  isAbridged: z.boolean(),
  outcome: z.enum(auditOutcomes),
  /** Why it failed, or what of it. */
  detail: z.string().nullable(),
  finishedAt: isoTime.nullable(),
  correlationId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditQuery = pageQuery.extend({
  action: z.enum(auditActions).optional(),
  /** The id of what it was done to: a consumer group, a pin, a file. */
  subject: z.string().max(12_000).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditPath = z.object({ id: z.uuid('must be the id of an audit entry') });

/** What was done by this console, the newest first. */
export const auditList = z.object({
  items: z.array(auditEntry),
  next: z.string().nullable(),
  total: z.int(),
  asOf: isoTime,
});
export type AuditList = z.infer<typeof auditList>;
