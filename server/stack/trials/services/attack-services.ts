import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#server/platform/random/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import type { ProcessName } from '../../plan/defaults.ts';

export type Attack = {
  /** How many processes were killed. */
  blows(): number;
  /** How long each took from its death until it was ready for work, in ms; not those that were killed again before. */
  returns(): number[];
  stop(): Promise<void>;
};

const longestWaitMs = 30_000;

type Course = { blows: number; returns: number[] };
export type Attacker = {
  stack: RunningStack;
  /** Who is attacked. */
  names: readonly ProcessName[];
  random: Random;
  /** Between two attacks, on average. */
  everyMs: number;
  note(fact: object): void;
};

/** Kills services outright, over and over: one, several at once, or the same one again while it comes up. */
export function attackServices(attacker: Attacker): Attack {
  const stopping = new AbortController();
  const course: Course = { blows: 0, returns: [] };
  const running = keepAttacking(attacker, course, stopping.signal);
  return {
    blows: () => course.blows,
    returns: () => course.returns,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function keepAttacking(attacker: Attacker, course: Course, signal: AbortSignal): Promise<void> {
  const { random, everyMs, names } = attacker;
  while (!signal.aborted) {
    await delay(random.share() * 2 * everyMs, undefined, { signal }).catch(() => undefined);
    // Mostly they get time to work; else they would only ever be starting.
    if (random.share() < 0.7) await areReady(attacker, signal);
    if (signal.aborted) return;
    const kind = random.share();
    if (kind < 0.6) await strike(attacker, course, [random.oneOf(names)], 1);
    else if (kind < 0.8) await strike(attacker, course, several(attacker), 1);
    else await strike(attacker, course, [random.oneOf(names)], random.whole(2, 4));
  }
}

async function areReady({ stack, names: attacked }: Attacker, signal: AbortSignal): Promise<void> {
  const names = new Set<string>(attacked);
  const isUp = () => stack.views().every(({ name, state }) => !names.has(name) || state === 'ready');
  for (let waitedMs = 0; waitedMs < longestWaitMs && !isUp(); waitedMs += 50) {
    await delay(50, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}

function several({ names, random }: Attacker): ProcessName[] {
  return names.filter(() => random.share() < 0.5);
}

/** Each blow falls at another moment of the start that follows the one before. */
async function strike(attacker: Attacker, course: Course, names: readonly ProcessName[], times: number) {
  const { stack, random, note } = attacker;
  for (let blow = 1; blow <= times; blow += 1) {
    const pids = names.map((name) => stack.views().find((view) => view.name === name)?.pid ?? null);
    const hit = names.filter((_, index) => kill(pids[index] ?? null));
    course.blows += hit.length;
    note({ killed: hit, blow, of: times });
    for (const name of hit) void watchReturn(stack, name, course);
    await bringBack(stack, hit);
    if (blow < times) await delay(random.whole(0, 2_500));
  }
}

function kill(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** The supervisor starts them again by itself, ever later when they die often; this is the impatient operator. */
async function bringBack(stack: RunningStack, names: readonly ProcessName[]): Promise<void> {
  const isDown = (name: ProcessName) => stack.views().find((view) => view.name === name)?.state === 'restarting';
  for (let waitedMs = 0; waitedMs < 5_000; waitedMs += 10) {
    if (names.every(isDown)) break;
    await delay(10);
  }
  stack.renew(names.filter(isDown));
}

async function watchReturn(stack: RunningStack, name: ProcessName, { returns }: Course): Promise<void> {
  const died = performance.now();
  const look = () => stack.views().find((view) => view.name === name);
  const { restarts = 0, state = 'ready' } = look() ?? {};
  // The supervisor has not heard of the death yet when the state is still the old one.
  const expected = state === 'ready' || state === 'starting' ? restarts + 1 : restarts;
  for (;;) {
    const now = look();
    if (!now || now.restarts > expected || now.state === 'stopping' || now.state === 'stopped') return;
    if (now.restarts === expected && now.state === 'ready') break;
    await delay(20);
  }
  returns.push(performance.now() - died);
}
