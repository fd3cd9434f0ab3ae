import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../supervisor/run-command.ts';
import { findPython, pythonNeeded } from './find-python.ts';

export interface EnvironmentOptions {
  /** The pinned packages, absolute. */
  requirements: string;
  cacheFolder: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** The environment's interpreter, or why there is none, as the end of a sentence. */
export type PythonEnvironment = { python: string } | { missing: string };

/**
 * Makes the virtual environment of these requirements, once for each state of them, from where pip is set up to look.
 * Never throws for want of Python or of a network: who needs it is left out.
 */
export async function pythonEnvironment(options: EnvironmentOptions): Promise<PythonEnvironment> {
  const found = await findPython(options.env);
  if (!found) return { missing: `there is no ${pythonNeeded} here (NIBBLE_PYTHON=… names one)` };
  const name = createHash('sha256').update(found.command).update(readFileSync(options.requirements)).digest('hex');
  const folder = join(options.cacheFolder, 'python', name.slice(0, 16));
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return { python };
  const failure = await make(found.command, folder, options);
  return failure === null ? { python } : { missing: failure };
}

/** Made beside its place and moved there whole: another stack may be at it, and a broken-off one must not count. */
async function make(command: string, folder: string, options: EnvironmentOptions): Promise<string | null> {
  const draft = `${folder}.${process.pid}`;
  const python = join(draft, 'bin', 'python');
  const run = (program: string, args: string[]) =>
    runCommand(program, args, { env: options.env, signal: options.signal, timeoutMs: 300_000 });
  try {
    await mkdir(join(options.cacheFolder, 'python'), { recursive: true });
    const made = await run(command, ['-m', 'venv', draft]);
    if (made.code !== 0) return `its virtual environment could not be made (${lastLine(made.output)})`;
    const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2'];
    const strict = ['--require-hashes', '--only-binary', ':all:', '--requirement', options.requirements];
    const installed = await run(python, [...install, ...strict]);
    if (installed.code !== 0) return `its packages could not be installed (${lastLine(installed.output)})`;
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'bin', 'python'))) throw error;
    });
    return null;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
