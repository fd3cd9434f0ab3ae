import { readFile } from 'node:fs/promises';
import { NibbleError } from '#schemas/errors.ts';
import orderLifecycle from '#schemas/processes/order-lifecycle.json' with { type: 'json' };
import { checkProcess } from './check-process.ts';
import type { Process } from './process.ts';

/** The processes that come with the console. */
export function builtInProcesses(): Process[] {
  return [checkProcess('order-lifecycle.json', orderLifecycle)];
}

/**
 * The processes of these files, and those that come with the console. Of several versions of one process the newest
 * counts, so that a file may replace a built-in one. Throws `invalid` for a file that cannot be used, and says why.
 */
export async function loadProcesses(paths: readonly string[]): Promise<Process[]> {
  const newest = new Map<string, { process: Process; file: string }>();
  const files = await Promise.all(paths.map(async (path) => ({ file: path, process: await readProcess(path) })));
  const builtIn = builtInProcesses().map((process) => ({ file: 'the console itself', process }));
  for (const { file, process } of [...builtIn, ...files]) {
    const known = newest.get(process.id);
    if (known?.process.version === process.version) {
      const detail = `${file} and ${known.file} both describe version ${process.version} of the process ${process.id}; raise one.`;
      throw new NibbleError('invalid', detail);
    }
    if (!known || known.process.version < process.version) newest.set(process.id, { process, file });
  }
  return [...newest.values()].map(({ process }) => process);
}

async function readProcess(path: string): Promise<Process> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new NibbleError('invalid', `The process file ${path} cannot be read (${reasonOf(cause)}).`, { cause });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new NibbleError('invalid', `The process file ${path} is not JSON (${reasonOf(cause)}).`, { cause });
  }
  return checkProcess(path, content);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
