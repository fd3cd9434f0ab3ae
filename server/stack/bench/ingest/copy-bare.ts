import { copyIn, inTransaction } from '#server/platform/db/index.ts';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { bareName, createEmptyTables, type RowFormat, readShares, type Share } from './row-shares.ts';

export type BareCopy = { events: number; seconds: number; transactions: number; postgresCpu: number };

type What = {
  tables: readonly string[];
  /** How many records these rows tell of, and how many of them go into a transaction. */
  events: number;
  perTransaction: number;
  format: RowFormat;
};

const writers = 2;

/**
 * Copies rows that are stored into empty tables with the same partitions and indexes, over two connections. What is timed
 * is COPY and nothing else: the bodies were made before. Throws when not every row arrives.
 */
export async function copyBare(bench: BenchStack, { tables, events, perTransaction, format }: What): Promise<BareCopy> {
  const transactions = Math.max(1, Math.ceil(events / perTransaction));
  const shares = await readShares(bench, tables, transactions, format);
  await createEmptyTables(bench, tables);
  await bench.pool.query('checkpoint');
  const cpuBefore = await readCpuSeconds(bench.pidOf('postgres'));
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: writers }, () => writeShares(bench, shares, format)));
  const seconds = (performance.now() - startedAt) / 1_000;
  const postgresCpu = (await readCpuSeconds(bench.pidOf('postgres'))) - cpuBefore;
  for (const table of tables) await expectAll(bench, table);
  return { events, seconds, transactions, postgresCpu };
}

async function writeShares({ pool }: BenchStack, shares: Share[], format: RowFormat): Promise<void> {
  for (let share = shares.shift(); share; share = shares.shift()) {
    const bodies = share;
    await inTransaction(pool, async (client) => {
      for (const { table, body } of bodies) {
        await copyIn(client, `copy bare.${bareName(table)} from stdin with (format ${format})`, body);
      }
    });
  }
}

async function expectAll({ pool }: BenchStack, table: string): Promise<void> {
  const { rows } = await pool.query<{ kept: string; copied: string }>(
    `select (select count(*) from ${table})::text as kept, (select count(*) from bare.${bareName(table)})::text as copied`,
  );
  const [row] = rows;
  if (row?.kept !== row?.copied) throw new Error(`${row?.copied} of ${row?.kept} rows of ${table} were copied`);
}
