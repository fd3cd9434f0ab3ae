import type pg from 'pg';
import type { NewSpan } from './span-row.ts';

/**
 * Notes which builds read for which consumer groups, by when it was told of: clocks of senders may be wrong by years. Most
 * of the time nothing is written: they were known already.
 */
export async function noteBuilds(client: pg.ClientBase, spans: readonly NewSpan[]): Promise<void> {
  const seen = new Map<string, [group: string, build: string, service: string]>();
  for (const { row, build } of spans) {
    if (row.group !== null && build !== null)
      seen.set(JSON.stringify([row.group, build]), [row.group, build, row.service]);
  }
  if (seen.size === 0) return;
  const builds = [...seen.values()];
  // In order of the key, so that two collectors do not wait for each other crosswise.
  await client.query(
    `insert into group_build as b (consumer_group, build, service, first_at, last_at)
     select *, now(), now() from unnest($1::text[], $2::text[], $3::text[]) order by 1, 2
         on conflict (consumer_group, build) do update set last_at = now() where b.last_at < now() - interval '10 minutes'`,
    [builds.map(([group]) => group), builds.map(([, build]) => build), builds.map(([, , service]) => service)],
  );
}
