import type pg from 'pg';
import type { NewSpan } from './span-row.ts';

type Seen = { group: string; build: string; service: string; firstMs: number; lastMs: number };

/** Notes which builds read for which consumer groups. Most of the time nothing is written: they were known already. */
export async function noteBuilds(client: pg.ClientBase, spans: readonly NewSpan[]): Promise<void> {
  const seen = buildsOf(spans);
  if (seen.length === 0) return;
  // In order of the key, so that two collectors do not wait for each other crosswise.
  await client.query(
    `insert into group_build as b (consumer_group, build, service, first_at, last_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) order by 1, 2
         on conflict (consumer_group, build) do update
            set first_at = least(b.first_at, excluded.first_at), last_at = greatest(b.last_at, excluded.last_at)
          where excluded.first_at < b.first_at or excluded.last_at > b.last_at + interval '10 minutes'`,
    [
      seen.map(({ group }) => group),
      seen.map(({ build }) => build),
      seen.map(({ service }) => service),
      seen.map(({ firstMs }) => new Date(firstMs)),
      seen.map(({ lastMs }) => new Date(lastMs)),
    ],
  );
}

function buildsOf(spans: readonly NewSpan[]): Seen[] {
  const seen = new Map<string, Seen>();
  for (const { row, build } of spans) {
    const { group, service } = row;
    if (group === null || build === null) continue;
    const atMs = row.ts.getTime();
    const key = JSON.stringify([group, build]);
    const known = seen.get(key);
    if (!known) seen.set(key, { group, build, service, firstMs: atMs, lastMs: atMs });
    else Object.assign(known, { firstMs: Math.min(known.firstMs, atMs), lastMs: Math.max(known.lastMs, atMs) });
  }
  return [...seen.values()];
}
