import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#server/platform/logging/index.ts';
import { createRandom, type Random } from '#server/platform/random/index.ts';
import { cancelOrder, placeOrder, readMenus } from './customer.ts';
import { moveDrivers } from './move-drivers.ts';
import { planArrivals } from './plan-arrivals.ts';
import { type Menu, type OrderPlan, planOrder } from './plan-order.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const perLane = 300;
const menusEveryMs = 60_000;
const reportEveryMs = 60_000;

type Counts = { placed: number; refused: number; cancelled: number };
type Run = {
  settings: TrafficSettings;
  signal: AbortSignal;
  logger: Logger;
  counts: Counts;
  onTrouble(why: unknown): void;
};

/** Customers and drivers' phones until the signal: REST alone, like anybody outside. */
export async function runTraffic(settings: TrafficSettings, signal: AbortSignal, logger: Logger): Promise<void> {
  const run: Run = {
    settings,
    signal,
    logger,
    counts: { placed: 0, refused: 0, cancelled: 0 },
    onTrouble: sayOnce(logger),
  };
  const report = setInterval(() => logger.info({ ...run.counts }, 'orders so far'), reportEveryMs);
  const lanes = Math.ceil(settings.perMinute / perLane);
  try {
    await Promise.all([
      ...Array.from({ length: lanes }, (_, lane) => serveLane(run, createRandom(settings.seed + lane), lanes)),
      moveDrivers(settings, createRandom(settings.seed - 1), run),
    ]);
  } finally {
    clearInterval(report);
  }
}

/** One queue of customers; a lane waits for each answer, so many lanes make a high rate. */
async function serveLane(run: Run, random: Random, lanes: number): Promise<void> {
  const { settings, signal } = run;
  const arrivals = planArrivals(random, settings.perMinute / lanes, performance.now());
  const menus = createMenus(run);
  while (!signal.aborted) {
    await delay(arrivals.nextInMs(performance.now()), undefined, { signal }).catch(() => undefined);
    const known = await menus();
    if (!known || signal.aborted) continue;
    await serve(run, planOrder(random, known, settings.trouble));
  }
}

async function serve(run: Run, plan: OrderPlan): Promise<void> {
  const placed = await placeOrder(run.settings, plan, run);
  if (!placed) return;
  if (placed.orderId === null) {
    run.counts.refused += 1;
    run.onTrouble(`orders answered ${placed.status}`);
    return;
  }
  run.counts.placed += 1;
  if (plan.cancelAfterMs !== null) void regret(run, placed.orderId, plan.cancelAfterMs * run.settings.pace);
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
function createMenus({ settings, onTrouble }: Run): () => Promise<Menu[] | null> {
  let menus: Menu[] | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (menus && performance.now() - readAt < menusEveryMs) return menus;
    try {
      menus = await readMenus(settings);
      readAt = performance.now();
    } catch (error) {
      onTrouble(error);
    }
    return menus;
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
