import type pg from 'pg';
import type { BinaryRows } from './binary-rows.ts';
import { copyIn } from './copy-in.ts';

/** COPY … FROM STDIN in binary format, inside the caller's transaction; throws when not every row was taken. */
export async function copyBinary(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: BinaryRows,
): Promise<void> {
  if (rows.count === 0) return;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const taken = await copyIn(client, `copy ${table} (${names}) from stdin with (format binary)`, rows.end());
  if (taken !== rows.count) throw new Error(`COPY ${table} took ${taken} of ${rows.count} rows`);
}
