import { randomUUID } from 'node:crypto';
import type { BenchStack } from '../with-bench-stack.ts';

export type IdKind = 'correlation' | 'order' | 'customer' | 'event';

// Pages read for each id that is wanted, so that ids do not lie side by side.
const spare = 4;

/** Ids of each kind, drawn from the whole store, and as many that nobody has. */
export async function sampleIds(bench: BenchStack, each: number): Promise<Record<IdKind | 'missing', string[]>> {
  const [correlation, event, order, customer] = await Promise.all([
    draw(bench, 'correlation', 'event', 'true', each),
    draw(bench, 'event_id', 'event', 'event_id is not null', each),
    draw(bench, 'value', 'ref', ofKind('order'), each),
    draw(bench, 'value', 'ref', ofKind('customer'), each),
  ]);
  const missing = Array.from({ length: each }, () => randomUUID());
  return { correlation, event, order, customer, missing };
}

function ofKind(kind: string): string {
  return `kind = (select id from word where kind = 4 and text = '${kind}')`;
}

async function draw({ pool }: BenchStack, column: string, table: string, where: string, each: number) {
  const { rows: sizes } = await pool.query<{ pages: number }>(
    `select coalesce(sum(pg_relation_size(inhrelid)), 0)::float8 / 8192 as pages
       from pg_inherits where inhparent = to_regclass($1)`,
    [table],
  );
  const percent = Math.min(100, (100 * each * spare) / Math.max(1, sizes[0]?.pages ?? 1));
  const { rows } = await pool.query<{ id: string }>(
    `select id from (select ${column}::text as id from ${table} tablesample system (${percent}) where ${where}) s
      order by random() limit ${each}`,
  );
  if (rows.length === 0) throw new Error(`the store has no ${column} to look up`);
  return rows.map(({ id }) => id);
}
