import type pg from 'pg';
import { keepLagRetention } from '#server/consumer-groups/index.ts';
import {
  type Collection,
  ensurePartitions,
  foldFlows,
  heartbeat,
  isGrave,
  keepRetention,
  keepTypeCounts,
  keepUsualTimes,
  LateClock,
  type StoreState,
} from '#server/event-flow/index.ts';
import type { Settings } from '#server/platform/config/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { keepSpanRetention } from '#server/traces/index.ts';
import { diskShares } from './disk-shares.ts';
import { createFoldPace } from './fold-pace.ts';
import { keepWords } from './keep-words.ts';
import { type Repeated, repeat } from './repeat.ts';
import { type MappingWatch, watchMapping } from './watch-mapping.ts';

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
  const clock = new LateClock(state);
  const mapping = watchMapping({ file: settings.NIBBLE_CONFIG, state, logger });
  /** Done, it is done until its next time. */
  const once = (what: string, everyMs: number, task: () => Promise<unknown>) =>
    repeat({ what, everyMs, logger, task: () => task().then(() => false) });
  const tasks = [
    repeat({
      what: 'Folding and judging flows',
      everyMs: 200,
      logger,
      task: async () => {
        if (!pace.isDue(collection.health().waiting)) return false;
        await clock.ask();
        return (await foldFlows(state)).remaining || (await clock.turn());
      },
    }),
    repeat({
      what: 'The heartbeat',
      everyMs: 500,
      longestPauseMs: 1_000,
      logger,
      task: async () => {
        await beat(quick, collection, owner, mapping);
        return false;
      },
    }),
    once('Looking for another mapping', 1_000, () => mapping.look()),
    once('Keeping what is usual', 30_000, () => keepUsualTimes(state)),
    once('Counting event types', 10_000, () => keepTypeCounts(state)),
    once('Making partitions ahead', 10 * 60_000, () => ensurePartitions(state)),
    once('Keeping retention', 60_000, async () => {
      const kept = await keepRetention(state);
      if (kept && kept.dropped.length > 0) logger.info({ ...kept }, 'Old records were dropped');
    }),
    once('Keeping retention of spans', 10 * 60_000, async () => {
      const { spans: bytes } = diskShares(settings);
      const now = state.clock.now();
      await keepSpanRetention(state.pool, { days: settings.NIBBLE_RETENTION_DAYS, bytes, now, logger });
    }),
    once('Keeping retention of lag', 10 * 60_000, () =>
      keepLagRetention(state.pool, {
        sampleDays: settings.NIBBLE_LAG_SAMPLE_DAYS,
        minuteDays: settings.NIBBLE_LAG_MINUTE_DAYS,
        hourDays: settings.NIBBLE_LAG_HOUR_DAYS,
        now: state.clock.now(),
        logger,
      }),
    ),
    ...keepWords({ settings, state, collection, logger }),
  ];
  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

async function beat(pool: pg.Pool, collection: Collection, collector: string, mapping: MappingWatch): Promise<void> {
  const health = collection.health();
  const { state } = health;
  const troubles = health.troubles.filter(isGrave);
  const problem = troubles.map(({ what, since }) => `${what} (since ${since.toISOString()})`).join('; ');
  const [longest] = troubles;
  const trouble = longest ? { kind: longest.kind, ageMs: Date.now() - longest.since.getTime() } : null;
  await heartbeat({ pool }, { collector, state, problem: problem || null, trouble, mapping: mapping.state() });
}
