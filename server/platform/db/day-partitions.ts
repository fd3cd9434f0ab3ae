import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';

export const dayMs = 86_400_000;

export type DayPartition = {
  name: string;
  /** Midnight UTC at which it begins. */
  day: Date;
  /** On disk, indexes included. */
  bytes: number;
};

/**
 * Makes the partitions of a table that is partitioned by range on a date or timestamptz, one a UTC day, for each of the
 * given moments. Two processes may do so at once.
 */
export async function ensureDayPartitions(pool: pg.Pool, table: string, moments: Iterable<Date>): Promise<void> {
  const days = new Set(Array.from(moments, (moment) => dayOf(moment)));
  await inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`nibble-partitions ${table}`]);
    for (const day of days) {
      const next = dayOf(new Date(Date.parse(day) + dayMs));
      await client.query(
        `create table if not exists ${table}_${day.replaceAll('-', '')} partition of ${table} for values from ('${day}') to ('${next}')`,
      );
    }
  });
}

/** The day partitions of a table, oldest first. */
export async function listDayPartitions(pool: pg.Pool, table: string): Promise<DayPartition[]> {
  const { rows } = await pool.query<{ name: string; bytes: string }>(
    `select c.relname as name, pg_total_relation_size(c.oid)::text as bytes
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass($1) order by c.relname`,
    [table],
  );
  return rows.flatMap(({ name, bytes }) => {
    const day = /_(\d{4})(\d{2})(\d{2})$/.exec(name);
    return day ? [{ name, day: new Date(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`), bytes: Number(bytes) }] : [];
  });
}

/**
 * Drops one partition. Throws when a reader holds it for longer than two seconds: all other readers of the table wait
 * behind a DROP, so that it is better tried again later.
 */
export async function dropDayPartition(pool: pg.Pool, name: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`set local lock_timeout = '2s'`);
    await client.query(`drop table if exists ${name}`);
  });
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
