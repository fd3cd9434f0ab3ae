import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BinaryRows } from './binary-rows.ts';

/** COPY … FROM STDIN in binary format, inside the caller's transaction; throws when not every row was taken. */
export async function copyBinary(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: BinaryRows,
): Promise<void> {
  if (rows.count === 0) return;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const stream = client.query(copyFrom(`copy ${table} (${names}) from stdin with (format binary)`));
  stream.end(rows.end());
  await finished(stream);
  if (stream.rowCount !== rows.count) throw new Error(`COPY ${table} took ${stream.rowCount} of ${rows.count} rows`);
}
