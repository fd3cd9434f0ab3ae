import type { StoreState } from './flow-store.ts';

export const collectorStates = ['starting', 'running', 'degraded', 'stopping'] as const;
export type CollectorState = (typeof collectorStates)[number];

export type Heartbeat = {
  /** The name under which the process claims partitions. */
  collector: string;
  state: CollectorState;
  /** What is the matter, in plain words; null when nothing is. */
  problem: string | null;
};

/** Says that a collector lives; `/readyz` and the pages' age come from it. Those silent for a day are forgotten. */
export async function heartbeat({ pool }: StoreState, { collector, state, problem }: Heartbeat): Promise<void> {
  await pool.query(
    `with forgotten as (delete from collector where heartbeat_at < now() - interval '1 day' and id <> $1)
     insert into collector (id, state, problem) values ($1, $2, $3)
         on conflict (id) do update set state = excluded.state, problem = excluded.problem, heartbeat_at = now()`,
    [collector, state, problem],
  );
}
