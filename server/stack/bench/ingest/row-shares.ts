import { copyOut } from '#server/platform/db/index.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/** What one transaction copies: bodies of COPY, each for a table. */
export type Share = { table: string; body: Buffer }[];
export type RowFormat = 'binary' | 'text';

/** The rows of these tables as they lie there, in equal shares of pages. */
export async function readShares(
  { pool }: BenchStack,
  tables: readonly string[],
  transactions: number,
  format: RowFormat,
): Promise<Share[]> {
  const shares = Array.from({ length: transactions }, (): Share => []);
  for (const table of tables) {
    for (const { name, pages } of await filledPartitions(pool, table)) {
      for (const [index, share] of shares.entries()) {
        const first = Math.floor((pages * index) / transactions);
        const end = Math.floor((pages * (index + 1)) / transactions);
        if (first < end) share.push({ table, body: await readPages(pool, { name, first, end, format }) });
      }
    }
  }
  return shares.filter((share) => share.length > 0);
}

/** Empty tables in the schema `bare`, with the partitions that hold rows, the indexes and the storage of these. */
export async function createEmptyTables({ pool }: BenchStack, tables: readonly string[]): Promise<void> {
  await pool.query('drop schema if exists bare cascade');
  await pool.query('create schema bare');
  for (const table of tables) {
    const bare = bareName(table);
    await pool.query(`create table bare.${bare} (like ${table} including all) partition by range (ts)`);
    for (const { name, bounds } of await filledPartitions(pool, table)) {
      await pool.query(`create table bare.${bareName(name)} partition of bare.${bare} ${bounds}`);
    }
  }
}

export function bareName(table: string): string {
  return table.replace(/^.*\./, '');
}

type Pages = { name: string; first: number; end: number; format: RowFormat };

async function readPages(pool: BenchStack['pool'], { name, first, end, format }: Pages): Promise<Buffer> {
  const client = await pool.connect();
  try {
    const where = `ctid >= '(${first},0)'::tid and ctid < '(${end},0)'::tid`;
    const sql = `copy (select * from ${name} where ${where}) to stdout with (format ${format})`;
    return await copyOut(client, sql);
  } finally {
    client.release();
  }
}

async function filledPartitions(pool: BenchStack['pool'], table: string) {
  const { rows } = await pool.query<{ name: string; pages: number; bounds: string }>(
    `select c.oid::regclass::text as name, (pg_relation_size(c.oid) / 8192)::int as pages,
            pg_get_expr(c.relpartbound, c.oid) as bounds
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass($1) and pg_relation_size(c.oid) > 0
      order by c.relname`,
    [table],
  );
  return rows;
}
