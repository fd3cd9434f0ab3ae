import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { orderSteps } from './order-steps.ts';
import type { ProcessSpec, ProcessView, TaskSpec } from './process-spec.ts';
import { openRotatingLog, type RotatingLog } from './rotating-log.ts';
import { SupervisedProcess } from './supervised-process.ts';

const TASK_ENDS_WITHIN_MS = 5000;

export interface SupervisorOptions {
  processes: ProcessSpec[];
  tasks: TaskSpec[];
  logFolder: string;
  /** One line a stage, for people. */
  say: (line: string) => void;
  warn: (line: string) => void;
  onChange: (views: ProcessView[]) => void;
  onOutput?: (name: string, chunk: Buffer) => void;
}

/** Runs the tasks and processes of a stack by what each needs, and stops them the other way round. */
export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly processes: SupervisedProcess[];
  private readonly logs: RotatingLog[] = [];
  private readonly stopping = new AbortController();
  private begun: Promise<unknown> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.processes = options.processes.map((spec) => this.supervised(spec));
  }

  /** Starts each as soon as what it needs is ready. Rejects with the first problem. */
  async start(): Promise<void> {
    const running = new Map<string, Promise<void>>();
    const processes = this.processes.map((one) => ({ ...one.spec, run: () => one.start() }));
    for (const { name, after, run } of orderSteps([...this.options.tasks, ...processes])) {
      const needs = after.map((need) => running.get(need));
      running.set(
        name,
        Promise.all(needs).then(() => this.runStep(name, run)),
      );
    }
    this.begun = Promise.allSettled(running.values());
    await Promise.all(running.values());
  }

  /** Stops each after all that need it; with `force`, all at once and without asking. */
  async stop(force = false): Promise<void> {
    this.stopping.abort();
    const done = new Map<SupervisedProcess, Promise<void>>();
    const end = (one: SupervisedProcess): Promise<void> => {
      const known = done.get(one);
      if (known) return known;
      const first = force ? [] : this.processes.filter((other) => this.stopsBefore(other.spec, one.spec.name));
      const ended = Promise.all(first.map(end)).then(() => one.stop(force));
      done.set(one, ended);
      return ended;
    };
    await Promise.all(this.processes.map(end));
    await Promise.race([this.begun, pause(TASK_ENDS_WITHIN_MS, undefined, { ref: false })]);
    for (const log of this.logs.splice(0)) log.close();
  }

  renew(names: string[]): void {
    for (const one of this.processes) if (names.includes(one.spec.name)) one.renew();
  }

  /** Kills a process and keeps it down until the returned function is called. */
  hold(name: string): () => void {
    const held = this.processes.find((one) => one.spec.name === name);
    if (!held) throw new RangeError(`no process of this stack is called ${name}`);
    return held.hold();
  }

  views(): ProcessView[] {
    return this.processes.map((one) => one.view());
  }

  private async runStep(name: string, run: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted) return;
    const began = performance.now();
    const isRunning = (await run(signal)) !== false;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (isRunning && !signal.aborted) this.options.say(`${name.padEnd(15)} ready   ${seconds.padStart(5)} s`);
  }

  private stopsBefore(spec: { after: string[]; stopBefore?: string[] }, name: string): boolean {
    const throughTask = (need: string) =>
      this.options.tasks.some((task) => task.name === need && this.stopsBefore(task, name));
    return [...spec.after, ...(spec.stopBefore ?? [])].some((need) => need === name || throughTask(need));
  }

  private supervised(spec: ProcessSpec): SupervisedProcess {
    const { logFolder, onChange, onOutput, warn } = this.options;
    const log = openRotatingLog(join(logFolder, `${spec.name}.log`));
    this.logs.push(log);
    return new SupervisedProcess(spec, {
      log,
      warn,
      onChange: () => onChange(this.views()),
      onOutput: onOutput && ((chunk) => onOutput(spec.name, chunk)),
    });
  }
}
