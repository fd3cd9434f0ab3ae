import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#server/platform/logging/index.ts';
import { createRandom, type Random } from '#server/platform/random/index.ts';
import { cancelOrder, placeOrder, readMenus } from './customer.ts';
import { moveDrivers } from './move-drivers.ts';
import { planArrivals } from './plan-arrivals.ts';
import { type Menu, type OrderPlan, planOrder } from './plan-order.ts';
import { rateAt, runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const perLane = 300;
const menusEveryMs = 60_000;
// Something was sold out or a kitchen busy: not asked again for each customer who hears so.
const menusAfterRefusalMs = 5_000;
const reportEveryMs = 60_000;

type Counts = { placed: number; refused: number; cancelled: number };
type Run = {
  settings: TrafficSettings;
  signal: AbortSignal;
  logger: Logger;
  counts: Counts;
  onTrouble(why: unknown): void;
  /** Orders a minute by now. */
  perMinute(): number;
};

/**
 * Customers and drivers' phones until the signal: REST alone, like anybody outside. With a scenario it ends with that, and
 * what the scenario broke is mended before it resolves.
 */
export async function runTraffic(settings: TrafficSettings, ending: AbortSignal, logger: Logger): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([ending, over.signal]);
  const run: Run = {
    settings,
    signal,
    logger,
    counts: { placed: 0, refused: 0, cancelled: 0 },
    onTrouble: sayOnce(logger),
    perMinute: rateOf(settings),
  };
  const report = setInterval(() => logger.info({ ...run.counts }, 'orders so far'), reportEveryMs);
  const lanes = Math.ceil((settings.perMinute * (scenarioOf(settings)?.rush ?? 1)) / perLane);
  const day = liveThrough(run).finally(() => scenarioOf(settings) && over.abort());
  try {
    await Promise.all([
      ...Array.from({ length: lanes }, (_, lane) => serveLane(run, createRandom(settings.seed + lane), lanes)),
      moveDrivers(settings, createRandom(settings.seed - 1), run),
      day,
    ]);
  } finally {
    clearInterval(report);
  }
}

function scenarioOf({ scenario }: TrafficSettings) {
  return scenario === null ? null : scenarios[scenario];
}

async function liveThrough({ settings, signal, logger }: Run): Promise<void> {
  const scenario = scenarioOf(settings);
  if (!scenario) return;
  logger.info({ scenario: settings.scenario }, scenario.what);
  const doorOf = (service: string) => settings.doors[service] ?? '';
  const { pace, seed } = settings;
  await runScenario(scenario, { doorOf, pace, random: createRandom(seed - 2), signal, logger });
}

function rateOf(settings: TrafficSettings): () => number {
  const scenario = scenarioOf(settings);
  const began = performance.now();
  const { perMinute, pace } = settings;
  return () => (scenario ? rateAt(scenario, perMinute, (performance.now() - began) / pace) : perMinute);
}

/** One queue of customers; a lane waits for each answer, so many lanes make a high rate. */
async function serveLane(run: Run, random: Random, lanes: number): Promise<void> {
  const { settings, signal } = run;
  const arrivals = planArrivals(random, () => run.perMinute() / lanes, performance.now());
  const menus = createMenus(run);
  while (!signal.aborted) {
    await delay(arrivals.nextInMs(performance.now()), undefined, { signal }).catch(() => undefined);
    const known = await menus.read();
    if (!known || signal.aborted) continue;
    const served = await serve(run, planOrder(random, known, settings.trouble));
    if (served === 'refused') menus.readSoon();
  }
}

async function serve(run: Run, plan: OrderPlan): Promise<'placed' | 'refused' | 'gone'> {
  const placed = await placeOrder(run.settings, plan, run);
  if (!placed) return 'gone';
  if (placed.orderId === null) {
    run.counts.refused += 1;
    run.onTrouble(`orders answered ${placed.status}`);
    return 'refused';
  }
  run.counts.placed += 1;
  if (plan.cancelAfterMs !== null) void regret(run, placed.orderId, plan.cancelAfterMs * run.settings.pace);
  return 'placed';
}

async function regret({ settings, signal, counts, onTrouble }: Run, orderId: string, afterMs: number): Promise<void> {
  try {
    await delay(afterMs, undefined, { signal });
    if ((await cancelOrder(settings, orderId)) === 200) counts.cancelled += 1;
  } catch (error) {
    if (!signal.aborted) onTrouble(error);
  }
}

/** The menus, read again every minute; the old ones while restaurants is away, null before there are any. */
function createMenus({ settings, onTrouble }: Run): { read(): Promise<Menu[] | null>; readSoon(): void } {
  let menus: Menu[] | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async () => {
    if (menus && performance.now() - readAt < menusEveryMs) return menus;
    try {
      menus = await readMenus(settings);
      readAt = performance.now();
    } catch (error) {
      onTrouble(error);
    }
    return menus;
  };
  return {
    read,
    readSoon() {
      readAt = Math.min(readAt, performance.now() - menusEveryMs + menusAfterRefusalMs);
    },
  };
}

/** Tells a trouble at most every ten seconds: an outage is one piece of news, not one an order. */
function sayOnce(logger: Logger): (why: unknown) => void {
  let silentUntil = 0;
  return (why) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + 10_000;
    logger.warn(why instanceof Error ? { err: why } : { why }, 'a request was in vain');
  };
}
