import type pg from 'pg';

/** A build that began to read for a consumer group: `before` is the one that had begun last until then. */
export type Release = { at: Date; service: string; build: string; before: string };

const most = 100;

/**
 * Builds that were first seen to read for a group between two times (ms), the latest first. What was read first of all is no
 * release: nobody knows since when that has been there. A build that comes back is told of once.
 */
export async function listReleases(
  pool: pg.Pool,
  group: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Release[]> {
  if (group.includes('\u0000')) return [];
  const { rows } = await pool.query<Release>(
    `select b.first_at as at, b.service, b.build, p.build as before
       from group_build b
      cross join lateral (select build from group_build
                           where consumer_group = b.consumer_group and first_at < b.first_at
                           order by first_at desc limit 1) p
      where b.consumer_group = $1 and b.first_at >= $2 and b.first_at < $3
      order by b.first_at desc limit ${most}`,
    [group, new Date(fromMs), new Date(toMs)],
  );
  return rows;
}
