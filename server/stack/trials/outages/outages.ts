import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { eventually } from '#server/platform/testing/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import { stackPaths } from '../../plan/stack-paths.ts';
import { startStack } from '../../start-stack.ts';
import { findChromium } from '../../test-run/find-chromium.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import type { TrialOptions } from '../trial-options.ts';
import type { TrialResult } from '../trial-result.ts';
import { countLosses } from './count-losses.ts';
import { faults as allFaults, type Disks, type Fault, type FaultSetting } from './faults.ts';
import { startFlood } from './flood-topic.ts';
import { judgeGroups, readGroups } from './judge-groups.ts';
import { judgePhase, judgeProcesses } from './judge-phase.ts';
import { type OpenPages, openPages } from './look-at-pages.ts';
import { type Customers, startCustomers } from './place-orders.ts';
import { mountSmallDisk } from './small-disk.ts';
import { type DoorWatch, watchDoors } from './watch-doors.ts';

export type OutageOptions = {
  /** By name; all where none is named. */
  faults?: string[];
  /** How long each lasts. */
  lastsMs?: number;
  /** Added to the 5 s within which doors tell the truth, where the machine has more to do. */
  slackMs?: number;
};

const pace = 0.05;
const orderEveryMs = 400;
const floodPerSecond = 500;
/** Two full transactions, and what one fetch of 4 MB can hold of these records. */
const mostWaiting = 16_000;
const mostGrowthMb = 200;

type Scene = FaultSetting & { watch: DoorWatch; pages: OpenPages; customers: Customers };

/** Takes away database, Kafka, disk and clock from a stack under traffic, one after the other. */
export async function runOutages(
  { seed, rounds, keep }: TrialOptions,
  say: (line: string) => void,
  options: OutageOptions = {},
): Promise<TrialResult> {
  const chosen = allFaults.filter(({ name }) => options.faults?.includes(name) ?? true).slice(0, rounds ?? undefined);
  const folder = process.env.TEST_RUN_FOLDER ?? (await mkdtemp(join(tmpdir(), 'nibble-outages-')));
  const dataDir = join(folder, 'outages');
  const paths = stackPaths(dataDir);
  if (keep) mkdirSync(keep, { recursive: true });
  const isFilled = chosen.some(({ fillsDisk }) => fillsDisk);
  const disks: Disks = {
    postgres: isFilled ? await mountSmallDisk(paths.postgres, 700) : 'no disk is to be filled',
    kafka: isFilled ? await mountSmallDisk(paths.kafka, 900) : 'no disk is to be filled',
  };
  try {
    return await inStack(dataDir, disks, say, (setting) => attack(setting, chosen, { seed, keep, say, ...options }));
  } finally {
    for (const disk of Object.values(disks)) if (typeof disk !== 'string') await disk.remove();
    if (process.env.TEST_RUN_FOLDER === undefined && !keep) rmSync(folder, { recursive: true, force: true });
  }
}

async function inStack(
  dataDir: string,
  disks: Disks,
  say: (line: string) => void,
  use: (setting: FaultSetting) => Promise<TrialResult>,
): Promise<TrialResult> {
  const clock = join(dataDir, 'clock-offset');
  mkdirSync(dataDir, { recursive: true });
  const shiftClock = (byMs: number) => writeFileSync(clock, String(byMs));
  shiftClock(0);
  const shim = pathToFileURL(join(import.meta.dirname, 'shift-clock.js')).href;
  const env = { ...process.env, NIBBLE_TRIAL_CLOCK: clock, NODE_OPTIONS: `--import ${shim}` };
  const portsFrom = await findPorts(16, Number(process.env.NIBBLE_TEST_PORTS_FROM) || undefined);
  const logger = { info: say, warn: say };
  const stack = await startStack({ dataDir, portsFrom, pace, traffic: 30, env, logger });
  try {
    const logOf = (name: string) => readFile(join(stackPaths(dataDir).logs, `${name}.log`), 'utf8');
    return await use({ stack, disks, shiftClock, logOf });
  } finally {
    await stack.stop();
  }
}

type Attack = { seed: number; keep: string | null; say: (line: string) => void } & OutageOptions;

async function attack(setting: FaultSetting, chosen: Fault[], attackOptions: Attack): Promise<TrialResult> {
  const { say, keep } = attackOptions;
  const { addresses } = setting.stack;
  const flood = await startFlood(addresses.kafka, floodPerSecond);
  const customers = await startCustomers(addresses, orderEveryMs);
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env, say),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const watch = watchDoors(setting.stack);
  const faults: string[] = [];
  const figures: Record<string, unknown> = {};
  try {
    const first = await eventually(() => customers.acknowledged[0], { what: 'the first order', timeoutMs: 60_000 });
    await inStore(addresses.web, first.correlationId);
    const pages = await openPages({ browser, console: addresses.web, correlationId: first.correlationId, keep });
    const scene: Scene = { ...setting, watch, pages, customers };
    for (const fault of chosen) {
      const outcome = await phase(scene, fault, attackOptions);
      faults.push(...outcome.faults);
      figures[fault.name] = outcome.figures;
      for (const line of outcome.faults) say(`✗ ${line}`);
    }
    faults.push(...pages.errors);
  } finally {
    await browser.close();
    await Promise.all([customers.stop(), flood.stop()]);
    await watch.stop();
  }
  say('counting what was lost');
  faults.push(...(await countLosses(addresses, customers.acknowledged)));
  figures.acknowledged = customers.acknowledged.length;
  figures.refusals = Object.fromEntries(customers.refusals);
  figures.flooded = flood.sent();
  return { faults, figures };
}

type Outcome = { faults: string[]; figures: Record<string, unknown> };

async function phase(scene: Scene, fault: Fault, { say, lastsMs = 20_000, slackMs = 0 }: Attack): Promise<Outcome> {
  const { stack, watch, pages, customers } = scene;
  const memoryBefore = new Map(watch.memory);
  await eventually(() => allReady(stack), { timeoutMs: 60_000, what: 'everything ready before the next fault' });
  const before = stack.views();
  const groupsBefore = await readGroups(stack.addresses.web);
  watch.startPhase();
  say(`${fault.name}: begins`);
  const end = await fault.begin(scene);
  const beganAt = performance.now();
  if (typeof end === 'string') return { faults: [], figures: { skipped: end } };
  const saying = fault.says ? pages.during(fault.says, fault.name) : Promise.resolve([]);
  await delay(lastsMs);
  const faults = await saying;
  await end();
  await eventually(() => isBack(stack, fault), { timeoutMs: 120_000, what: `${fault.name} to be over` });
  const overAt = performance.now();
  say(`${fault.name}: over`);
  await eventually(() => watch.allSeenReady(overAt), { timeoutMs: 60_000 }).catch(() => undefined);
  const endedAt = performance.now();
  const judged = judgePhase(watch.looks.splice(0), { fault, beganAt, overAt, endedAt }, slackMs);
  const meanwhile = customers.acknowledged.filter(({ at }) => at > beganAt + 2_000 && at < beganAt + lastsMs);
  if (fault.takesOrders && meanwhile.length === 0) faults.push(`no order was taken during "${fault.name}"`);
  faults.push(
    ...judged.faults,
    ...judgeProcesses(before, stack.views(), fault.hits),
    ...judgeMemory(watch, memoryBefore),
  );
  faults.push(...(await pages.after(() => newOrder(customers))));
  // A shifted clock shifts the time of the last look too.
  if (fault.hits !== null) faults.push(...(await judgeGroups(stack.addresses.web, groupsBefore, fault.name)));
  return {
    faults,
    figures: {
      told: judged.told,
      ordersMeanwhile: meanwhile.length,
      mostWaiting: watch.mostWaiting(),
      memory: Object.fromEntries([...watch.memory].map(([name, mb]) => [name, [memoryBefore.get(name) ?? null, mb]])),
    },
  };
}

function judgeMemory(watch: DoorWatch, before: Map<string, number>): string[] {
  const faults: string[] = [];
  if (watch.mostWaiting() > mostWaiting) faults.push(`${watch.mostWaiting()} records waited in the collector's memory`);
  for (const [name, mb] of watch.memory) {
    const was = before.get(name);
    if (was !== undefined && name !== 'kafka' && name !== 'postgres' && mb > was + mostGrowthMb)
      faults.push(`${name} grew from ${was} to ${mb} MB`);
  }
  return faults;
}

/** A process that was ended is back when it is ready; what was frozen or full goes on at once. */
async function isBack(stack: RunningStack, { hits }: Fault): Promise<boolean> {
  const view = stack.views().find(({ name }) => name === hits);
  return view === undefined || view.state === 'ready';
}

async function allReady({ addresses }: RunningStack): Promise<boolean> {
  const { database: _, kafka: __, ...doors } = addresses;
  const answers = await Promise.all(
    Object.values(doors).map((url) => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)),
  );
  return answers.every((answer) => answer?.status === 200);
}

async function newOrder({ acknowledged }: Customers): Promise<string> {
  const known = acknowledged.length;
  const order = await eventually(() => acknowledged[known], { timeoutMs: 30_000, what: 'an order after the fault' });
  return order.correlationId;
}

async function inStore(console: string, correlationId: string): Promise<void> {
  await eventually(async () => (await fetch(`${console}/api/flows/${correlationId}`)).ok, {
    timeoutMs: 60_000,
    what: 'the first flow',
  });
}
