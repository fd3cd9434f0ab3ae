import type pg from 'pg';
import type { AuditEntry } from '#schemas/api/audit.ts';
import { type EntryRow, entryOf, wholeColumns } from './entry-row.ts';

/** One entry whole; null when there is none of this id. */
export async function getAuditEntry(pool: pg.Pool, id: string): Promise<AuditEntry | null> {
  const { rows } = await pool.query<EntryRow>(`select ${wholeColumns} from audit_entry where id = $1`, [id]);
  return rows[0] ? entryOf(rows[0]) : null;
}
