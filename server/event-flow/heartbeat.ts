import type { TroubleKind } from './collecting.ts';
import type { StoreState } from './flow-store.ts';

export const collectorStates = ['starting', 'running', 'degraded', 'stopping'] as const;
export type CollectorState = (typeof collectorStates)[number];

export type Heartbeat = {
  /** The name under which the process claims partitions. */
  collector: string;
  state: CollectorState;
  /** What is the matter, in plain words; null when nothing is. */
  problem: string | null;
  /** The kind of what is the matter the longest, and for how long it has been. */
  trouble?: { kind: TroubleKind; ageMs: number } | null;
  /** The revision of the mappings it reads by, and what is wrong with the file of a newer one. */
  mapping?: { revision: string; problem: string | null } | null;
};

/** Says that a collector lives; `/readyz` and the pages' age come from it. Those silent for a day are forgotten. */
export async function heartbeat(
  { pool }: Pick<StoreState, 'pool'>,
  { collector, state, problem, trouble, mapping }: Heartbeat,
): Promise<void> {
  await pool.query(
    `with forgotten as (delete from collector where heartbeat_at < now() - interval '1 day' and id <> $1)
     insert into collector (id, state, problem, trouble, trouble_since, mapping, mapping_since, mapping_problem)
     values ($1, $2, $3, $4, now() - $5::float8 * interval '1 millisecond', $6, now(), $7)
         on conflict (id) do update set state = excluded.state, problem = excluded.problem, trouble = excluded.trouble,
            trouble_since = excluded.trouble_since, heartbeat_at = now(),
            mapping = excluded.mapping, mapping_problem = excluded.mapping_problem,
            mapping_since = case when collector.mapping is not distinct from excluded.mapping then collector.mapping_since else now() end`,
    [
      collector,
      state,
      problem,
      trouble?.kind ?? null,
      trouble?.ageMs ?? null,
      mapping?.revision ?? null,
      mapping?.problem ?? null,
    ],
  );
}
