import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { inTransaction } from '#server/platform/db/index.ts';
import { readCpuSeconds } from '../processes/read-cpu.ts';
import type { BenchStack } from '../with-bench-stack.ts';

const tables = ['event', 'block', 'ref', 'id_text'] as const;
type Share = { table: (typeof tables)[number]; body: Buffer }[];

const writers = 2;

export type BareCopy = { seconds: number; transactions: number; postgresCpu: number };

/**
 * Copies the stored rows, byte for byte, into empty tables with the same partitions and indexes: over two connections,
 * with as many records a transaction as given. What is timed is COPY and nothing else.
 */
export async function copyBare(bench: BenchStack, events: number, perTransaction: number): Promise<BareCopy> {
  const transactions = Math.max(1, Math.ceil(events / perTransaction));
  const shares = await readShares(bench, transactions);
  await createEmptyTables(bench);
  await bench.pool.query('checkpoint');
  const cpuBefore = await readCpuSeconds(bench.pidOf('postgres'));
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: writers }, () => writeShares(bench, shares)));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, transactions, postgresCpu: (await readCpuSeconds(bench.pidOf('postgres'))) - cpuBefore };
}

async function writeShares({ pool }: BenchStack, shares: Share[]): Promise<void> {
  for (let share = shares.shift(); share; share = shares.shift()) {
    const bodies = share;
    await inTransaction(pool, async (client) => {
      for (const { table, body } of bodies) {
        const into = client.query(copyFrom(`copy bare.${table} from stdin with (format binary)`));
        await pipeline(Readable.from([body]), into);
      }
    });
  }
}

/** The rows as they lie in the tables, in equal shares of pages. */
async function readShares({ pool }: BenchStack, transactions: number): Promise<Share[]> {
  const shares = Array.from({ length: transactions }, (): Share => []);
  for (const table of tables) {
    for (const { name, pages } of await filledPartitions(pool, table)) {
      for (const [index, share] of shares.entries()) {
        const [first, end] = [index, index + 1].map((part) => Math.floor((pages * part) / transactions));
        if (first !== end) share.push({ table, body: await readPages(pool, name, [first ?? 0, end ?? pages]) });
      }
    }
  }
  return shares.filter((share) => share.length > 0);
}

async function readPages(pool: BenchStack['pool'], partition: string, [first, end]: [number, number]): Promise<Buffer> {
  const client = await pool.connect();
  try {
    const where = `ctid >= '(${first},0)'::tid and ctid < '(${end},0)'::tid`;
    const sql = `copy (select * from ${partition} where ${where}) to stdout with (format binary)`;
    return await buffer(client.query(copyTo(sql)));
  } finally {
    client.release();
  }
}

async function createEmptyTables({ pool }: BenchStack): Promise<void> {
  await pool.query('create schema bare');
  for (const table of tables) {
    await pool.query(`create table bare.${table} (like ${table} including all) partition by range (ts)`);
    for (const { name, bounds } of await filledPartitions(pool, table)) {
      await pool.query(`create table bare.${name} partition of bare.${table} ${bounds}`);
    }
  }
}

async function filledPartitions(pool: BenchStack['pool'], table: string) {
  const { rows } = await pool.query<{ name: string; pages: number; bounds: string }>(
    `select c.relname as name, (pg_relation_size(c.oid) / 8192)::int as pages, pg_get_expr(c.relpartbound, c.oid) as bounds
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass($1) and pg_relation_size(c.oid) > 0
      order by c.relname`,
    [table],
  );
  return rows;
}
