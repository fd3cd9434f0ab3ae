import type pg from 'pg';
import type { MappingState } from '#schemas/api/mapping-preview.ts';

/** Collectors that were not heard of for this long read no more. */
const silent = "interval '10 seconds'";

/** By which revision of the mappings each collector that lives reads, and since when. */
export async function listMappingUse(pool: pg.Pool): Promise<MappingState['collectors']> {
  const { rows } = await pool.query<{ mapping: string; mapping_since: Date; mapping_problem: string | null }>(
    `select mapping, mapping_since, mapping_problem from collector
      where mapping is not null and heartbeat_at > now() - ${silent} order by mapping_since desc`,
  );
  return rows.map(({ mapping, mapping_since, mapping_problem }) => ({
    revision: mapping,
    since: mapping_since.toISOString(),
    problem: mapping_problem,
  }));
}
