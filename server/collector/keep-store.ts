import type pg from 'pg';
import {
  type Collection,
  ensurePartitions,
  foldFlows,
  heartbeat,
  isGrave,
  keepRetention,
  type StoreState,
} from '#server/event-flow/index.ts';
import type { Settings } from '#server/platform/config/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { keepSpanRetention } from '#server/traces/index.ts';
import { createFoldPace } from './fold-pace.ts';
import { flowShare } from './open-store.ts';
import { type Repeated, repeat } from './repeat.ts';

type Keeping = {
  settings: Settings;
  state: StoreState;
  /** Of a pool that does not wait long: a sign of life is due every second, also after an outage. */
  quick: pg.Pool;
  collection: Collection;
  owner: string;
  logger: Logger;
};

/** All that has to be done in the database besides writing records, each at its own pace. */
export function keepStore({ settings, state, quick, collection, owner, logger }: Keeping): Repeated {
  const pace = createFoldPace();
  const tasks = [
    repeat({
      what: 'Folding flows',
      everyMs: 200,
      logger,
      task: async () => pace.isDue(collection.health().waiting) && (await foldFlows(state)).remaining,
    }),
    repeat({
      what: 'The heartbeat',
      everyMs: 500,
      longestPauseMs: 1_000,
      logger,
      task: async () => {
        await beat(quick, collection, owner);
        return false;
      },
    }),
    repeat({
      what: 'Making partitions ahead',
      everyMs: 10 * 60_000,
      logger,
      task: async () => {
        await ensurePartitions(state);
        return false;
      },
    }),
    repeat({
      what: 'Keeping retention',
      everyMs: 60_000,
      logger,
      task: async () => {
        const kept = await keepRetention(state);
        if (kept && kept.dropped.length > 0) logger.info({ ...kept }, 'Old records were dropped');
        return false;
      },
    }),
    repeat({
      what: 'Keeping retention of spans',
      everyMs: 10 * 60_000,
      logger,
      task: async () => {
        const bytes = settings.NIBBLE_RETENTION_BYTES * (1 - flowShare);
        await keepSpanRetention(state.pool, {
          days: settings.NIBBLE_RETENTION_DAYS,
          bytes,
          now: state.clock.now(),
          logger,
        });
        return false;
      },
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

async function beat(pool: pg.Pool, collection: Collection, collector: string): Promise<void> {
  const health = collection.health();
  const { state } = health;
  const troubles = health.troubles.filter(isGrave);
  const problem = troubles.map(({ what, since }) => `${what} (since ${since.toISOString()})`).join('; ');
  const [longest] = troubles;
  const trouble = longest ? { kind: longest.kind, ageMs: Date.now() - longest.since.getTime() } : null;
  await heartbeat({ pool }, { collector, state, problem: problem || null, trouble });
}
