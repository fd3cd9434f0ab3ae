import { spawn } from 'node:child_process';
import { endGroup } from './end-group.ts';

export interface CommandResult {
  /** Null when it was ended by a signal or never started. */
  code: number | null;
  /** The last 20,000 characters of what it wrote, both streams. */
  output: string;
  notFound: boolean;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal;
  onOutput?: (chunk: Buffer) => void;
}

/** Runs a program to its end. Never throws: how it went is in the result. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      timeout: options.timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Not to be ended by the terminal's Ctrl-C before the supervisor has decided so.
      detached: true,
    });
    // The whole group: a program may be a script around the one that works.
    const breakOff = () => child.pid && endGroup(child.pid, 'SIGTERM');
    if (options.signal?.aborted) breakOff();
    options.signal?.addEventListener('abort', breakOff, { once: true });
    child.on('close', () => options.signal?.removeEventListener('abort', breakOff));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output = `${output}${chunk}`.slice(-20_000);
        options.onOutput?.(chunk);
      });
    }
    child.on('error', (error) => {
      const notFound = 'code' in error && error.code === 'ENOENT';
      resolve({ code: null, output: output || error.message, notFound });
    });
    child.on('close', (code) => resolve({ code, output, notFound: false }));
  });
}
