import { existsSync, writeFileSync } from 'node:fs';
import { requireDataFolder } from './doctor/check-data-folder.ts';
import { portsOf, takenPort } from './doctor/check-ports.ts';
import { bornAt } from './install/process-identity.js';
import type { ProcessName } from './plan/defaults.ts';
import { planStack, type StackPlan } from './plan/plan-stack.ts';
import { type StackAddresses, stackAddresses } from './plan/stack-addresses.ts';
import type { StackOptions } from './plan/stack-options.ts';
import { stackPaths } from './plan/stack-paths.ts';
import { claimStack } from './supervisor/claim-stack.ts';
import { endLeftovers } from './supervisor/end-leftovers.ts';
import type { ProcessSpec, ProcessView } from './supervisor/process-spec.ts';
import { readState, removeState, writeState } from './supervisor/state-file.ts';
import { Supervisor } from './supervisor/supervise.ts';

export interface StackReport {
  say: (line: string) => void;
  warn: (line: string) => void;
  onOutput?: (name: string, chunk: Buffer) => void;
}

export interface RunningStack {
  /** Resolves once everything is ready. Rejects with the first problem, after everything has been stopped. */
  started: Promise<void>;
  addresses: StackAddresses;
  processes: ProcessSpec[];
  views: () => ProcessView[];
  /** Lets these processes stop and come again. */
  renew: (names: string[]) => void;
  /** Kills a process outright and keeps it down until the returned function is called. */
  hold: (name: ProcessName) => () => void;
  /** Stops everything in reverse order; with `force` at once. May be called twice. */
  stop: (force?: boolean) => Promise<void>;
}

/**
 * Takes the data folder, ends what a killed predecessor left running there, and begins to start the processes. What it
 * returns can be stopped at any time. Throws StackProblem.
 */
export async function openStack(options: StackOptions, report: StackReport): Promise<RunningStack> {
  await requireDataFolder(options.dataFolder);
  makeConfigFile(options);
  const release = claimStack(options.dataFolder);
  try {
    await clearPredecessor(options, report);
    const plan = planStack(options, report.say);
    const taken = await takenPort(options.ports, portsOf(plan.processes));
    if (taken) throw taken;
    return run(plan, options, report, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** So that a mapping can be saved from the page; what it says outlives a reset, as any setting. */
function makeConfigFile({ dataFolder, env }: StackOptions): void {
  const { config } = stackPaths(dataFolder);
  if (!env.NIBBLE_CONFIG && !existsSync(config)) writeFileSync(config, '{}\n');
}

async function clearPredecessor({ dataFolder }: StackOptions, { say }: StackReport): Promise<void> {
  const left = readState(stackPaths(dataFolder).state);
  const ended = left ? await endLeftovers(left) : [];
  if (ended.length > 0) say(`cleared         what an earlier stack had left running: ${ended.join(', ')}`);
}

function run(plan: StackPlan, options: StackOptions, report: StackReport, release: () => void): RunningStack {
  const paths = stackPaths(options.dataFolder);
  const about = {
    supervisor: { pid: process.pid, born: bornAt(process.pid) ?? '' },
    startedAt: new Date().toISOString(),
    address: plan.processes.find(({ name }) => name === 'web')?.address ?? null,
  };
  const onChange = (processes: ProcessView[]) => writeState(paths.state, { ...about, processes });
  const supervisor = new Supervisor({ ...plan, ...report, logFolder: paths.logs, onChange });
  const stop = async (force?: boolean) => {
    await supervisor.stop(force);
    removeState(paths.state);
    release();
  };
  const started = supervisor.start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  started.catch(() => undefined);
  return {
    started,
    addresses: stackAddresses(options.ports, plan),
    processes: plan.processes,
    views: () => supervisor.views(),
    renew: (names) => supervisor.renew(names),
    hold: (name) => supervisor.hold(name),
    stop,
  };
}
