import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitForFile } from '../install/claim-file.js';
import type { StackOptions } from '../plan/stack-options.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import type { TaskSpec } from '../supervisor/process-spec.ts';
import { runCommand } from '../supervisor/run-command.ts';
import { sourceHash } from './source-hash.ts';

/** Builds the console for production when its sources changed since the last build; nothing under `npm run dev`. */
export function buildTask(options: StackOptions, env: NodeJS.ProcessEnv): TaskSpec[] {
  if (options.dev || !hasPages(options.root)) return [];
  return [{ name: 'build', after: [], run: (signal) => buildWhenChanged(options.root, env, signal) }];
}

export function hasPages(root: string): boolean {
  return globSync('app/**/{page,route}.{ts,tsx}', { cwd: root }).length > 0;
}

async function buildWhenChanged(root: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const stamp = join(root, '.next', 'nibble-sources');
  const wanted = sourceHash(root);
  if (readStamp(stamp) === wanted) return;
  const release = await waitForFile(join(root, '.nibble', 'build.lock'), () => undefined);
  try {
    if (readStamp(stamp) === wanted) return;
    const next = join(root, 'node_modules/next/dist/bin/next');
    const done = await runCommand(process.execPath, [next, 'build'], { cwd: root, env, signal });
    if (signal.aborted) return;
    if (done.code !== 0)
      throw new StackProblem(`The console could not be built:\n${done.output.trim()}`, 'npm run check');
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

function readStamp(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
