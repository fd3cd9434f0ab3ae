import type pg from 'pg';
import { type CompiledMappings, compileMappings } from '#server/mapping/index.ts';
import { type Clock, systemClock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { builtInProcesses, type Process } from '#server/processes/index.ts';
import { adoptMappings } from './adopt-mappings.ts';
import { BlockNumbers } from './block-numbers.ts';
import { Dictionary } from './dictionary.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import { standingsOf } from './flow-standings.ts';
import type { Retention, StoreState } from './flow-store.ts';
import { keepProcesses } from './keep-processes.ts';
import { PendingFolds } from './pending-folds.ts';
import { readJudgedUntil } from './read-until.ts';
import { readUsualTimes } from './read-usual-times.ts';
import { createRecentKeys } from './recent-keys.ts';
import { TimeCounts } from './time-counts.ts';
import { TypeCounts } from './type-counts.ts';
import { RecentRefs } from './written-refs.ts';

export type FlowStoreOptions = {
  /** At least three connections: two writers and the rest. */
  pool: pg.Pool;
  /** The name of the Kafka cluster whose records this process writes. */
  cluster: string;
  retention: Retention;
  logger: Logger;
  /** By which flows are judged; those that come with the console unless told. */
  processes?: readonly Process[];
  /** None unless told. */
  mappings?: CompiledMappings;
  clock?: Clock;
};

const keysRemembered = 100_000;

/** Opens the store of a migrated database and makes its partitions; throws while the database cannot be reached. */
export async function openFlowStore({
  pool,
  cluster,
  retention,
  logger,
  processes = builtInProcesses(),
  mappings = compileMappings([]),
  clock = systemClock,
}: FlowStoreOptions): Promise<StoreState> {
  const dictionary = new Dictionary(pool);
  const state: StoreState = {
    pool,
    cluster: await clusterNumber(pool, cluster),
    retention,
    clock,
    logger,
    dictionary,
    blockNumbers: new BlockNumbers(pool),
    standings: standingsOf(processes),
    judging: {
      processes,
      usual: await readUsualTimes(pool),
      untilMs: await readJudgedUntil(pool),
      words: new Map(),
      times: new TimeCounts(),
      isAnew: await keepProcesses(pool, processes),
    },
    mappings,
    pending: new PendingFolds(),
    typeCounts: new TypeCounts(),
    writtenRefs: new RecentRefs(keysRemembered),
    writtenTexts: createRecentKeys(keysRemembered),
  };
  await adoptMappings(state, mappings);
  await ensurePartitions(state);
  return state;
}

async function clusterNumber(pool: pg.Pool, name: string): Promise<number> {
  await pool.query(
    `insert into cluster (id, name) select coalesce(max(id), 0) + 1, $1 from cluster
      where not exists (select from cluster where name = $1) on conflict do nothing`,
    [name],
  );
  const { rows } = await pool.query<{ id: number }>('select id from cluster where name = $1', [name]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`the cluster ${name} has no number yet; try again`);
  return id;
}
