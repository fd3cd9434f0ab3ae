import type pg from 'pg';
import type { Process } from '#server/processes/index.ts';

/** Notes by which process files flows are judged, so that pages go by the same. True where they are others than before. */
export async function keepProcesses(pool: pg.Pool, processes: readonly Process[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with given as (
       select file->>'id' as id, (file->>'version')::int as version, file
         from jsonb_array_elements($1::jsonb) with ordinality as each (file, place)),
     gone as (delete from process p where not exists (select from given g where g.id = p.id) returning p.id),
     kept as (
     insert into process as p (id, version, file) select * from given order by id
         on conflict (id) do update set version = excluded.version, file = excluded.file, since = now()
      where p.file is distinct from excluded.file returning p.id)
     select from gone union all select from kept`,
    [JSON.stringify(processes)],
  );
  return (rowCount ?? 0) > 0;
}
