import type { BenchStack } from '../with-bench-stack.ts';

/** Bytes on disk for each event, by table and index, the partitions of one together; `total` is their sum. */
export async function tableBytes({ pool }: BenchStack, events: number): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; bytes: string }>(
    `select coalesce(parent.relname, c.relname) as name,
            sum(pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0)
              + coalesce(pg_relation_size(t.indexrelid), 0))::text as bytes
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'console'
       left join pg_inherits i on i.inhrelid = c.oid
       left join pg_class parent on parent.oid = i.inhparent
       left join pg_index t on t.indrelid = nullif(c.reltoastrelid, 0)
      where c.relkind in ('r', 'i')
        and coalesce(parent.relname, c.relname) ~ '^(event|block|ref|id_text|flow|word_group)(_|$)'
      group by 1
     having sum(pg_relation_size(c.oid)) > 0
      order by 1`,
  );
  const each = rows.map(({ name, bytes }): [string, number] => [name, Number((Number(bytes) / events).toFixed(1))]);
  const total = Number(each.reduce((sum, [, bytes]) => sum + bytes, 0).toFixed(1));
  return { ...Object.fromEntries(each), total };
}
