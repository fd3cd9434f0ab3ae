import type pg from 'pg';
import { type RecordPath, readStoredRecord } from './read-stored-record.ts';

/** `index` is the place of a header in the list. */
export type RecordPart = { of: 'value' | 'key' | 'header'; index: number };

/** The very bytes of one part of a record; null when the index has no such record, or the part is null or not there. */
export async function getRecordBytes(pool: pg.Pool, path: RecordPath, part: RecordPart): Promise<Buffer | null> {
  const found = await readStoredRecord(pool, path);
  if (!found) return null;
  const { key, value, headers } = found.packed;
  switch (part.of) {
    case 'value':
      return value;
    case 'key':
      return key;
    case 'header':
      return headers[part.index]?.[1] ?? null;
  }
}
