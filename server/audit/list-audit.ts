import type pg from 'pg';
import type { AuditList, AuditQuery } from '#schemas/api/audit.ts';
import { NibbleError } from '#schemas/errors.ts';
import { idKey, uuidKey } from '#server/platform/db/index.ts';
import { type EntryRow, entryOf, listColumns } from './entry-row.ts';

/** What was done, the newest first; `total` counts all that fit the filter. Throws `invalid` for a cursor that is not ours. */
export async function listAudit(pool: pg.Pool, { limit, cursor, action, subject }: AuditQuery): Promise<AuditList> {
  if (cursor !== undefined && uuidKey(cursor) === null) {
    throw new NibbleError('invalid', 'cursor: is not one that a list of audit entries gave');
  }
  const filter = '($1::text is null or action = $1) and ($2::uuid is null or subject_key = $2)';
  const asked = [action ?? null, subject === undefined ? null : idKey(subject)];
  const [{ rows }, counted] = await Promise.all([
    pool.query<EntryRow>(
      `select ${listColumns} from audit_entry
        where ${filter} and ($3::uuid is null or id < $3) order by id desc limit $4`,
      [...asked, cursor ?? null, limit + 1],
    ),
    pool.query<{ total: number }>(`select count(*)::int as total from audit_entry where ${filter}`, asked),
  ]);
  const items = rows.slice(0, limit).map(entryOf);
  return {
    items,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    total: counted.rows[0]?.total ?? 0,
    asOf: new Date().toISOString(),
  };
}
