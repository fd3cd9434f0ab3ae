import { spawn } from 'node:child_process';
import { projectRoot } from '../plan/stack-options.ts';

/** How long a child may take to end by itself once it was told to. */
const graceMs = 10_000;

export type AttachOptions = { env: Record<string, string>; signal: AbortSignal };

/** Runs one of our tools under this Node with its output on ours; gives its exit code. Ends it when `signal` fires. */
export function runAttached(script: string, args: string[], options: AttachOptions): Promise<number> {
  return runProgram(process.execPath, [`${projectRoot}/node_modules/${script}`, ...args], options);
}

/** The same for any program. */
export async function runProgram(program: string, args: string[], { env, signal }: AttachOptions): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const end = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    signal.removeEventListener('abort', end);
  }
}
