import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '#server/platform/db/index.ts';
import packageFile from '../../package.json' with { type: 'json' };
import type { MessageBroker, Subscription } from './broker/message-broker.ts';
import { consumeEvents } from './consume-events.ts';
import { handleUnderFaults } from './faults/handle-under-faults.ts';
import type { HandlingSetting } from './handle-record.ts';
import { deleteOldRows } from './housekeeping.ts';
import { keepPresence, type Presence } from './keep-presence.ts';
import { type Loop, startLoop } from './loop.ts';
import { type Relay, startOutboxRelay } from './outbox-relay.ts';
import { handleHeld } from './retries/handle-held.ts';
import { placesOf } from './retries/retry-topics.ts';
import { nextTimerInMs, runDueTimer } from './run-timers.ts';
import type { ServiceContext, ServiceDefinition } from './service-definition.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import { topicsOf } from './topic-of.ts';
import type { WorkSetting } from './work.ts';

export type Engine = {
  started: Promise<void>;
  state(): { migrated: boolean; subscription: Subscription | null; problem: string | null };
  wakeTimers(inMs: number): void;
  stop(): Promise<void>;
};

export type EngineParts = {
  context: ServiceContext;
  work: WorkSetting;
  broker: MessageBroker;
  metrics: ServiceMetrics;
};

type Running = { presence: Presence; relay: Relay; subscription: Subscription; loops: Loop[]; timers: Loop };

// A timer may be due and in the hands of another instance: no busy waiting for it.
const shortestPollMs = 10;
const longestTimerPollMs = 1_000;
const heldPollMs = 1_000;
const housekeepingMs = 60_000;
const longestPauseMs = 3_000;

/** What works behind the HTTP door: tables, relay, consumer, timers, retries. Waits for the database as long as it takes. */
export function startEngine(definition: ServiceDefinition, parts: EngineParts): Engine {
  const stopping = new AbortController();
  const state: { migrated: boolean; problem: string | null } = { migrated: false, problem: null };
  let running: Running | null = null;
  const started = (async () => {
    await migrateWhenPossible(definition, parts, state, stopping.signal);
    if (stopping.signal.aborted) return;
    state.migrated = true;
    running = run(definition, parts);
  })();
  return {
    started,
    state: () => ({ ...state, subscription: running?.subscription ?? null }),
    wakeTimers: (inMs) => running?.timers.wake(inMs),
    async stop() {
      stopping.abort();
      await started;
      if (!running) return;
      await Promise.all([running.subscription.stop(), ...running.loops.map((loop) => loop.stop())]);
      // Last, so that it publishes what the others have just committed.
      await running.relay.stop();
      // Not before: whoever is gone from here may be taken out of the group.
      await running.presence.stop();
    },
  };
}

async function migrateWhenPossible(
  definition: ServiceDefinition,
  { context: { settings, logger } }: EngineParts,
  state: { problem: string | null },
  signal: AbortSignal,
): Promise<void> {
  const files = [...sqlFiles(new URL('./tables/', import.meta.url)), ...sqlFiles(definition.tables)];
  for (let pauseMs = 100; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await migrate({ url: settings.platform.DATABASE_URL, schema: definition.name, files, logger });
      state.problem = null;
      return;
    } catch (error) {
      state.problem = 'the database does not answer, or its tables cannot be made';
      logger.warn({ err: error, againInMs: pauseMs }, state.problem);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function sqlFiles(folder: URL): string[] {
  const path = fileURLToPath(folder);
  const names = readdirSync(path).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => join(path, name));
}

function run(definition: ServiceDefinition, { context, work, broker, metrics }: EngineParts): Running {
  const { logger, settings } = context;
  const handlers = handleUnderFaults(definition.handlers(context), context.faults);
  const timerSetting = { work, timers: definition.timers(context), logger };
  const timers = startLoop({
    name: 'the timers',
    logger,
    afterErrorMs: 1_000,
    async round() {
      if (await runDueTimer(timerSetting)) return 0;
      return Math.min(
        Math.max(shortestPollMs, (await nextTimerInMs(timerSetting)) ?? longestTimerPollMs),
        longestTimerPollMs,
      );
    },
  });
  const group = settings.topicPrefix + definition.name;
  const handling: HandlingSetting = {
    work,
    handlers,
    broker,
    group,
    logger,
    metrics,
    pool: context.pool,
    service: definition.name,
    version: packageFile.version,
    pace: settings.pace,
    places: placesOf(topicsOf(Object.keys(handlers), settings.topicPrefix), group),
  };
  const held = startLoop({
    name: 'the handling of held events',
    logger,
    afterErrorMs: 5_000,
    round: async () => ((await handleHeld(handling)) ? 0 : heldPollMs),
  });
  const housekeeping = startLoop({
    name: 'housekeeping',
    logger,
    afterErrorMs: housekeepingMs,
    round: async () => ((await deleteOldRows(context.pool)) ? 100 : housekeepingMs),
  });
  const own = (definition.loops?.(context) ?? []).map((loop) => startLoop({ ...loop, logger, afterErrorMs: 1_000 }));
  const databaseUrl = settings.platform.DATABASE_URL;
  return {
    presence: keepPresence({ databaseUrl, name: definition.name, group, broker, logger }),
    relay: startOutboxRelay({ databaseUrl, name: definition.name, broker, metrics, logger }),
    subscription: consumeEvents({ ...handling, onRelease: () => held.wake() }),
    loops: [timers, held, housekeeping, ...own],
    timers,
  };
}
