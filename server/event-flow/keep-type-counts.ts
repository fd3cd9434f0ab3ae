import { inTransaction } from '#server/platform/db/index.ts';
import type { StoreState } from './flow-store.ts';

const days = 7;

/** Adds what was counted lately to the days' counts. What a process did not write before it died is missing in them. */
export async function keepTypeCounts({ pool, typeCounts }: StoreState): Promise<void> {
  const taken = typeCounts.take().sort((a, b) => a.type - b.type || a.service - b.service);
  if (taken.length === 0) return;
  try {
    await inTransaction(pool, async (client) => {
      await client.query(
        `insert into type_seen as t (type, service, day, count, last_at)
         select type, service, now() at time zone 'UTC', count, to_timestamp(last / 1000.0)
           from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[]) as v (type, service, count, last)
             on conflict (type, service, day) do update
            set count = t.count + excluded.count, last_at = greatest(t.last_at, excluded.last_at)`,
        [
          taken.map(({ type }) => type),
          taken.map(({ service }) => service),
          taken.map(({ count }) => count),
          taken.map(({ lastMs }) => lastMs),
        ],
      );
      await client.query(`delete from type_seen where day < now() - interval '${days} days'`);
    });
  } catch (error) {
    for (const count of taken) typeCounts.addCount(count);
    throw error;
  }
}
