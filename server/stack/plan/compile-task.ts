import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TaskSpec } from '../supervisor/process-spec.ts';
import { runCommand } from '../supervisor/run-command.ts';
import { processSources, sourceHash } from './source-hash.ts';

/**
 * Compiles the sources of all processes into Node's cache, once for each state of the sources. One process does it for all:
 * each would load the TypeScript stripper for itself, half a second and 20 MB that it never gives back. A failure is left
 * to the processes, which say it better.
 */
export function compileTask(root: string, entries: string[], env: NodeJS.ProcessEnv): TaskSpec[] {
  const cache = env.NODE_COMPILE_CACHE;
  if (!cache || entries.length === 0) return [];
  const run = async (signal: AbortSignal) => {
    const name = sourceHash(root, processSources).slice(0, 16);
    const marker = join(cache, `${name}.done`);
    if (existsSync(marker)) return;
    const loader = join(cache, `${name}.mjs`);
    await mkdir(cache, { recursive: true });
    await writeFile(loader, loadOnly(entries));
    await runCommand(process.execPath, [loader], { cwd: root, env, signal, timeoutMs: 120_000 });
    if (!signal.aborted) await writeFile(marker, '');
  };
  return [{ name: 'compile', after: [], run }];
}

// All modules of a graph are compiled before the first of them runs, and that one throws: nothing is started.
function loadOnly(entries: string[]): string {
  const first = `data:text/javascript,${encodeURIComponent("throw new Error('compiled')")}`;
  return [first, ...entries.map((entry) => pathToFileURL(entry).href)]
    .map((address) => `import ${JSON.stringify(address)};\n`)
    .join('');
}
