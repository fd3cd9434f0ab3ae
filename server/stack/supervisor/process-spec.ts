import type { ProcessName } from '../plan/defaults.ts';

export type CommandLine = [program: string, ...args: string[]];

/** One process of the stack: how it is started, when it counts as ready, how it is ended. */
export interface ProcessSpec {
  name: ProcessName;
  /** Asked before every start, so that it can clear what a killed predecessor left. */
  commandLine: () => CommandLine | Promise<CommandLine>;
  /** The working directory; ours when it is not given. */
  folder?: string;
  env: NodeJS.ProcessEnv;
  /** Hears how each run ended. */
  onEnd?: (signal: NodeJS.Signals | null) => void;
  /** Asked once when what it needs is ready: true leaves it out of this stack, for want of what it runs on. */
  isLeftOut?: () => boolean;
  /** Processes and tasks that must be ready before this one starts; it is stopped before them. */
  after: string[];
  /** It is stopped before these too, though it does not wait for them: it still writes to them while it stops. */
  stopBefore?: string[];
  /** Where others reach it, or null when it has no door. */
  address: string | null;
  /** Asked again and again until it says true. Must not throw. */
  isReady: () => Promise<boolean>;
  readyWithinMs: number;
  stopSignal: NodeJS.Signals;
  stopWithinMs: number;
  /** A Node process gets a channel, so that it ends by itself when the supervisor is killed outright. */
  channel: boolean;
  /** Folders and files whose change restarts it under `npm run dev`. */
  watch?: string[];
}

/** A piece of work that has an end, between the processes: creating topics, building the console. */
export interface TaskSpec {
  name: string;
  after: string[];
  /** Must end soon after the signal fires. False: it has said itself how it ended. */
  run: (signal: AbortSignal) => Promise<unknown>;
}

export type ProcessState =
  | 'waiting'
  | 'starting'
  | 'ready'
  | 'restarting'
  | 'stopping'
  | 'stopped'
  | 'failed'
  | 'left out';

export interface ProcessView {
  name: string;
  state: ProcessState;
  pid: number | null;
  /** When the process was born as the system words it; with the pid it names exactly this process. */
  born: string | null;
  address: string | null;
  since: string;
  restarts: number;
  stopSignal: NodeJS.Signals;
}
