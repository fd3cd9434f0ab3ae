import { join } from 'node:path';
import { runCommand } from '../supervisor/run-command.ts';

const TIMEOUT_MS = 300_000;

/**
 * Copies the broker's jars into the folder by Maven, with the user's own mirrors and proxies. Returns what went wrong,
 * or null; `missing` when there is no Maven.
 */
export async function fetchByMaven(folder: string, signal?: AbortSignal): Promise<'missing' | string | null> {
  const pom = join(import.meta.dirname, 'pom.xml');
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const done = await runCommand('mvn', ['-B', '-q', '-f', pom, ...goal], { timeoutMs: TIMEOUT_MS, signal });
  if (done.notFound) return 'missing';
  return done.code === 0 ? null : done.output.trim().split('\n').slice(0, 3).join('\n');
}
