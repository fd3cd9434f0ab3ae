import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#server/platform/testing/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import { readTreeMemory } from '../../processes/read-memory.ts';
import { startStack } from '../../start-stack.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import type { TrialOptions } from '../trial-options.ts';
import type { TrialResult } from '../trial-result.ts';
import { checkEightTabs } from './eight-tabs.ts';
import { makeNoise } from './make-noise.ts';
import { type Appetite, openStream, type Stream } from './open-stream.ts';
import { type Flows, openFlows } from './produce-flows.ts';

export type TabsOptions = {
  /** How much is told to everybody, so that what is not read fills up: 27 kB a notice. */
  notices?: number;
  /** Whether to wait until readers that take nothing are given up, which is a minute. */
  untilDead?: boolean;
};

const counts: Record<Appetite, number> = { all: 150, slow: 10, none: 40 };
const flowsMade = 60;
const flowEveryMs = 50;
/** What 50 readers may cost that do not take what they are sent. */
const mostGrowthMb = 150;
/** A few milliseconds more are no difference. */
const leastDelayMs = 50;
const mostRatio = 5;
const mostStreams = 500;
/** More at once than a system lets wait would be let in only many seconds later. */
const openAtOnce = 50;

type Scene = { stack: RunningStack; flows: Flows; say: (line: string) => void };

/** Two hundred streams on one console process, a quarter of which read slowly or not at all; and eight tabs in a browser. */
export async function runTabs(
  _: TrialOptions,
  say: (line: string) => void,
  { notices = 300, untilDead = true }: TabsOptions = {},
): Promise<TrialResult> {
  const folder = process.env.TEST_RUN_FOLDER ?? (await mkdtemp(join(tmpdir(), 'nibble-tabs-')));
  const portsFrom = await findPorts(16, Number(process.env.NIBBLE_TEST_PORTS_FROM) || undefined);
  const stack = await startStack({
    dataDir: join(folder, 'tabs'),
    portsFrom,
    only: ['kafka', 'postgres', 'collector', 'web'],
    logger: { info: say, warn: say },
  });
  const flows = await openFlows(stack.addresses.kafka);
  try {
    return await attack({ stack, flows, say }, { notices, untilDead });
  } finally {
    await flows.close();
    await stack.stop();
    if (process.env.TEST_RUN_FOLDER === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function attack(scene: Scene, { notices, untilDead }: Required<TabsOptions>): Promise<TrialResult> {
  const { stack, flows, say } = scene;
  const { web, database } = stack.addresses;
  const faults: string[] = [];
  await flows.make(3, 50);
  const readers = await open(web, 'all', counts.all);
  say(`${readers.length} readers`);
  const alone = await hearAll(readers, flows, 'alone', faults);
  // What telling as much to those who read costs is no cost of those who do not.
  await makeNoise(database, notices);
  const slow = await open(web, 'slow', counts.slow);
  const idle = await open(web, 'none', counts.none);
  const beforeMb = await webMb(stack);
  say(`${notices} large notices, with ${slow.length} slow readers and ${idle.length} that do not read`);
  const old = readers[0]?.cursor() ?? '';
  const noise = await makeNoise(database, notices);
  const together = await hearAll(readers, flows, 'beside those that do not read', faults);
  const afterMb = await webMb(stack);
  if (afterMb > beforeMb + mostGrowthMb) faults.push(`the console grew from ${beforeMb} to ${afterMb} MB`);
  const ratio = Math.max(together.p50, leastDelayMs) / Math.max(alone.p50, leastDelayMs);
  if (ratio > mostRatio) faults.push(`beside those that do not read, news take ${ratio.toFixed(1)} times as long`);
  if (noise.queueUsage > 0.01) faults.push(`the queue of NOTIFY is filled to ${noise.queueUsage}`);
  faults.push(...(await catchUp(web, flows, old)), ...(await wakeUp(idle.slice(0, 5))));
  if (untilDead) faults.push(...(await giveUp(web, counts.all + counts.slow + 5)));
  faults.push(...(await notice(scene, [...readers, ...slow, ...idle])));
  faults.push(...(await checkEightTabs(web, flows, () => streams(web))), ...(await overflow(web)));
  const fullMb = await webMb(stack);
  const figures = { alone, together, ratio, webMb: { before: beforeMb, after: afterMb, full: fullMb }, noise };
  return { faults, figures };
}

async function open(web: string, appetite: Appetite, count: number): Promise<Stream[]> {
  const before = await streams(web);
  const opened: Stream[] = [];
  while (opened.length < count) {
    const some = Math.min(openAtOnce, count - opened.length);
    opened.push(...Array.from({ length: some }, () => openStream(web, appetite)));
    await delay(100);
  }
  await eventually(async () => (await streams(web)) >= before + count, { what: 'the streams', timeoutMs: 60_000 });
  return opened;
}

/** Every reader must hear of every flow; the delays are from the sending to the hearing. */
async function hearAll(readers: Stream[], flows: Flows, when: string, faults: string[]) {
  await eventually(() => readers.every(({ messages }) => messages.length > 0), { timeoutMs: 30_000 });
  const sentAt = await flows.make(flowsMade, flowEveryMs);
  const heardAll = (reader: Stream) => [...sentAt.keys()].every((id) => reader.toldAt.has(id));
  await eventually(() => readers.every(heardAll), { timeoutMs: 60_000 }).catch(() => undefined);
  const deaf = readers.filter((reader) => !heardAll(reader)).length;
  if (deaf > 0) faults.push(`${when}, ${deaf} of ${readers.length} readers missed a flow`);
  const delays = readers.flatMap(({ toldAt }) =>
    [...sentAt].flatMap(([id, sent]) => (toldAt.has(id) ? [(toldAt.get(id) ?? 0) - sent] : [])),
  );
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return { p50: at(0.5), p99: at(0.99) };
}

/** A reader that was away hears all it missed by its cursor; one that was away too long is told to read again. */
async function catchUp(web: string, flows: Flows, old: string): Promise<string[]> {
  const faults: string[] = [];
  const first = openStream(web, 'all');
  await eventually(() => first.messages.length > 0, { what: 'the stream' });
  const before = [...(await flows.make(5, 20)).keys()];
  await eventually(() => before.every((id) => first.toldAt.has(id)), { what: 'news', timeoutMs: 30_000 });
  first.destroy();
  const missed = [...(await flows.make(20, 20)).keys()];
  const second = openStream(web, 'all', first.cursor() ?? '');
  const all = await eventually(() => missed.every((id) => second.toldAt.has(id)), { timeoutMs: 30_000 }).catch(
    () => false,
  );
  const told = second.messages.some(({ kind }) => kind === 'resync');
  if (!all) faults.push('a reader that was away for a moment missed flows');
  if (told) faults.push('a reader that was away for a moment was told to read everything again');
  const third = openStream(web, 'all', old);
  const isTold = () => third.messages.some(({ kind }) => kind === 'resync');
  if (!(await eventually(isTold, { timeoutMs: 30_000 }).catch(() => false)))
    faults.push('a reader whose cursor is too old was not told to read again');
  second.destroy();
  third.destroy();
  return faults;
}

/** Who did not read for long hears at the end of what had been sent that it must read again. */
async function wakeUp(idle: Stream[]): Promise<string[]> {
  for (const stream of idle) stream.wake();
  const told = (stream: Stream) => stream.messages.some(({ kind }) => kind === 'resync');
  await eventually(() => idle.every(told), { timeoutMs: 30_000 }).catch(() => undefined);
  const untold = idle.filter((stream) => !told(stream)).length;
  return untold > 0 ? [`${untold} readers that did not read were not told to read again`] : [];
}

/** Those that take nothing no longer count: their sockets end when they wake, or when the system finds them dead. */
async function giveUp(web: string, awake: number): Promise<string[]> {
  const given = await eventually(async () => (await streams(web)) <= awake, { timeoutMs: 120_000 }).catch(() => false);
  return given ? [] : [`${(await streams(web)) - awake} readers that take nothing are still served`];
}

/** Readers that end without a goodbye leave their places. */
async function notice({ stack }: Scene, gone: Stream[]): Promise<string[]> {
  for (const stream of gone) stream.destroy();
  const { web } = stack.addresses;
  const free = await eventually(async () => (await streams(web)) === 0, { timeoutMs: 30_000 }).catch(() => false);
  return free ? [] : [`${await streams(web)} streams are still counted after all readers went`];
}

/** Beyond the bound a reader is refused in words, and told when to come again; those who are in stay. */
async function overflow(web: string): Promise<string[]> {
  const inside = await open(web, 'all', mostStreams);
  const refused = openStream(web, 'all');
  await eventually(() => refused.status() !== null, { timeoutMs: 30_000, what: 'an answer' });
  const faults: string[] = [];
  if (refused.status() !== 503) faults.push(`beyond ${mostStreams} streams the answer is ${refused.status()}`);
  if (!refused.header('retry-after')) faults.push('the refusal does not say when to come again');
  const served = inside.filter((stream) => !stream.isClosed() && stream.status() === 200).length;
  if (served !== mostStreams) faults.push(`only ${served} of ${mostStreams} streams are served`);
  for (const stream of [...inside, refused]) stream.destroy();
  return faults;
}

async function streams(web: string): Promise<number> {
  const text = await (await fetch(`${web}/metrics`)).text();
  return Number(/^nibble_web_live_streams\S* (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

async function webMb({ views }: RunningStack): Promise<number> {
  const pid = views().find(({ name }) => name === 'web')?.pid;
  if (!pid) throw new Error('the console does not run');
  return (await readTreeMemory(pid)).rssMb;
}
