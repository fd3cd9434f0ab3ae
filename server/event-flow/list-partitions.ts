import type pg from 'pg';
import { partitionedTables, rangeOfName, type SizedRange } from './partition-plan.ts';

export type Partition = SizedRange & {
  table: string;
  name: string;
  /** Where a process died between detaching and dropping: `detaching` half way, `detached` only the drop is missing. */
  state: 'attached' | 'detaching' | 'detached';
};

type Row = { name: string; bytes: string; parent: string | null; detaching: boolean | null };

/** Every partition of the room's tables, and those that an interrupted drop left behind. */
export async function listPartitions(db: pg.ClientBase | pg.Pool): Promise<Partition[]> {
  const { rows } = await db.query<Row>(
    `select c.relname as name, pg_total_relation_size(c.oid)::text as bytes, i.inhparent::regclass::text as parent,
            i.inhdetachpending as detaching
       from pg_class c left join pg_inherits i on i.inhrelid = c.oid
      where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r' and c.relname ~ $1`,
    [`^(${partitionedTables.join('|')})_\\d{10}_\\d{1,4}$`],
  );
  return rows.flatMap(partitionOf);
}

function partitionOf({ name, bytes, parent, detaching }: Row): Partition[] {
  const table = partitionedTables.find((each) => rangeOfName(each, name) !== null);
  const range = table && rangeOfName(table, name);
  if (!table || !range) return [];
  const attached = detaching ? 'detaching' : 'attached';
  return [{ table, name, ...range, bytes: Number(bytes), state: parent === null ? 'detached' : attached }];
}

/** The ranges of all tables as one line of time, with the bytes of every table that has them. */
export function sumRanges(partitions: readonly Partition[]): SizedRange[] {
  const byRange = Map.groupBy(partitions, ({ fromMs, toMs }) => `${fromMs}-${toMs}`);
  return Array.from(byRange.values(), (group) => ({
    fromMs: group[0]?.fromMs ?? 0,
    toMs: group[0]?.toMs ?? 0,
    bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
}
