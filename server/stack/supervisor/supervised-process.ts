import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { bornAt } from '../install/process-identity.js';
import { StackProblem } from '../plan/stack-problem.ts';
import { endGroup } from './end-group.ts';
import { lastWords } from './last-words.ts';
import type { ProcessSpec, ProcessState, ProcessView } from './process-spec.ts';
import type { RotatingLog } from './rotating-log.ts';
import { waitUntil } from './wait-until.ts';

const SETTLED_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 30_000;
const TRIES_AT_START = 3;

export interface ProcessHooks {
  log: RotatingLog;
  /** What the process writes, beside its log. */
  onOutput?: (chunk: Buffer) => void;
  onChange: () => void;
  warn: (line: string) => void;
}

/** One process that is kept running: started, waited for, started again when it dies, stopped. */
export class SupervisedProcess {
  readonly spec: ProcessSpec;
  private readonly hooks: ProcessHooks;
  private readonly stopping = new AbortController();
  private readonly ready = Promise.withResolvers<void>();
  private state: ProcessState = 'waiting';
  private since = new Date();
  private child: ChildProcess | null = null;
  private born: string | null = null;
  private loop: Promise<void> = Promise.resolve();
  private restarts = 0;
  private failures = 0;
  private waking = new AbortController();
  private settled = false;
  private renewed = false;
  private held: PromiseWithResolvers<void> | null = null;

  constructor(spec: ProcessSpec, hooks: ProcessHooks) {
    this.spec = spec;
    this.hooks = hooks;
    this.ready.promise.catch(() => undefined);
  }

  /** Starts it and resolves once it is ready; from then on it is started again whenever it dies. False: left out. */
  async start(): Promise<boolean> {
    if (this.stopping.signal.aborted) return true;
    if (this.spec.isLeftOut?.()) {
      this.enter('left out');
      return false;
    }
    this.loop = this.keepRunning();
    const timer = setTimeout(() => this.ready.reject(this.lateProblem()), this.spec.readyWithinMs);
    await this.ready.promise.finally(() => clearTimeout(timer));
    return true;
  }

  /** Asks it to stop and waits; after its time, or at once with `force`, it and its group are killed. */
  async stop(force: boolean): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (child?.pid) {
      this.enter('stopping');
      const { pid } = child;
      if (!force) child.kill(this.spec.stopSignal);
      const timer = setTimeout(() => endGroup(pid, 'SIGKILL'), force ? 0 : this.spec.stopWithinMs);
      await this.loop.finally(() => clearTimeout(timer));
    }
    await this.loop;
    this.enter('stopped');
  }

  /** Lets it stop and come again, with what has changed on the disk. */
  renew(): void {
    const { child } = this;
    this.failures = 0;
    this.waking.abort();
    if (!child?.pid) return;
    const { pid } = child;
    this.renewed = true;
    child.kill(this.spec.stopSignal);
    const timer = setTimeout(() => endGroup(pid, 'SIGKILL'), this.spec.stopWithinMs);
    child.once('exit', () => clearTimeout(timer));
  }

  /** Kills it and its group and keeps it down until the returned function is called: an outage, for trials. */
  hold(): () => void {
    const held = Promise.withResolvers<void>();
    this.held = held;
    if (this.child?.pid) endGroup(this.child.pid, 'SIGKILL');
    return () => {
      if (this.held === held) this.held = null;
      held.resolve();
    };
  }

  view(): ProcessView {
    const { name, address, stopSignal } = this.spec;
    const pid = this.child?.pid ?? null;
    const since = this.since.toISOString();
    return { name, state: this.state, pid, born: this.born, address, since, restarts: this.restarts, stopSignal };
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const how = await this.runOnce().catch((error: unknown) => `could not start: ${String(error)}`);
      if (this.stopping.signal.aborted) break;
      this.failures = this.renewed ? 0 : this.failures + 1;
      this.renewed = false;
      if (!this.settled && this.failures >= TRIES_AT_START) return this.giveUp(how);
      await this.pauseBeforeRestart(how);
    }
    this.ready.reject(new StackProblem('The start was broken off.', 'npm start'));
    this.enter('stopped');
  }

  private async runOnce(): Promise<string> {
    const began = Date.now();
    const child = await this.launch();
    const over = new AbortController();
    const polling = this.pollReadiness(over.signal);
    const { how, signal } = await exitOf(child);
    over.abort();
    this.spec.onEnd?.(signal);
    await polling;
    // What it started may outlive it; its group goes with it.
    if (child.pid) endGroup(child.pid, 'SIGKILL');
    this.child = null;
    this.born = null;
    if (Date.now() - began > SETTLED_MS) this.failures = 0;
    return how;
  }

  private async launch(): Promise<ChildProcess> {
    const [program, ...args] = await this.spec.commandLine();
    const child = spawn(program, args, {
      cwd: this.spec.folder,
      env: { ...this.spec.env, NIBBLE_SUPERVISOR: String(process.pid) },
      // A group of its own: Ctrl-C in the terminal must reach the supervisor alone, or the order of stopping is lost.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(this.spec.channel ? (['ipc'] as const) : [])],
    });
    this.child = child;
    this.born = child.pid ? bornAt(child.pid) : null;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.heard(chunk));
    this.enter('starting');
    // A stop that came while the command line was prepared found nothing to end.
    if (this.stopping.signal.aborted) child.kill(this.spec.stopSignal);
    return child;
  }

  private async pollReadiness(over: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([over, this.stopping.signal]);
    const isReady = await waitUntil(() => this.spec.isReady(), { withinMs: Number.POSITIVE_INFINITY, signal });
    if (!isReady || signal.aborted) return;
    this.settled = true;
    this.enter('ready');
    this.ready.resolve();
  }

  private async pauseBeforeRestart(how: string): Promise<void> {
    this.restarts += 1;
    this.enter('restarting');
    if (this.failures === 0) return;
    const ms = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    if (this.settled) this.hooks.warn(`${this.spec.name} ${how}; starting it again in ${ms / 1000} s`);
    this.waking = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, this.waking.signal]);
    await pause(ms, undefined, { signal }).catch(() => undefined);
    if (this.held) await Promise.race([this.held.promise, aborted(this.stopping.signal)]);
  }

  private giveUp(how: string): void {
    this.enter('failed');
    this.ready.reject(
      new StackProblem(
        `${this.spec.name} ${how} while starting:${lastWords(this.hooks.log.tail())}`,
        this.lookCloser(),
      ),
    );
  }

  private lateProblem(): StackProblem {
    const seconds = this.spec.readyWithinMs / 1000;
    return new StackProblem(
      `${this.spec.name} was not ready within ${seconds} s:${lastWords(this.hooks.log.tail())}`,
      this.lookCloser(),
    );
  }

  private lookCloser(): string {
    return `npm run stack -- doctor   (its log: ${this.hooks.log.path})`;
  }

  private heard(chunk: Buffer): void {
    this.hooks.log.write(chunk);
    this.hooks.onOutput?.(chunk);
  }

  private enter(state: ProcessState): void {
    this.state = state;
    this.since = new Date();
    this.hooks.onChange();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function exitOf(child: ChildProcess): Promise<{ how: string; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ how: `could not start: ${error.message}`, signal: null }));
    child.on('exit', (code, signal) => {
      resolve({ how: signal ? `was ended by ${signal}` : `ended with code ${code}`, signal });
    });
  });
}
