import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../plan/stack-options.ts';
import { pythonEnvironment } from '../python/python-environment.ts';
import { runProgram } from './run-attached.ts';
import type { SuiteResult } from './suite-result.ts';

const folder = join(projectRoot, 'services/loyalty');
const cacheFolder = join(projectRoot, '.nibble', 'cache');

type Options = { files: string[]; env: Record<string, string>; folder: string; signal: AbortSignal };

/** The Python that runs the services written in it, and their tests; null, and a line that says why, where none can be had. */
export async function testPython(signal: AbortSignal, say: (line: string) => void): Promise<string | null> {
  const requirements = join(folder, 'requirements-test.txt');
  const made = await pythonEnvironment({ requirements, cacheFolder, env: process.env, signal });
  if ('python' in made) return made.python;
  say(`The tests in Python are left out: ${made.missing}`);
  return null;
}

/** Runs the tests of the services in Python. */
export async function runPytestSuite(python: string, options: Options): Promise<SuiteResult> {
  const started = performance.now();
  const output = join(options.folder, 'python.xml');
  await rm(output, { force: true });
  const chosen = options.files.length > 0 ? ['-k', options.files.join(' or ')] : [];
  const args = ['-m', 'pytest', '--rootdir', folder, '--config-file', join(folder, 'pyproject.toml')];
  const env = { ...options.env, PYTHONDONTWRITEBYTECODE: '1' };
  const exitCode = await runProgram(python, [...args, '-q', `--junitxml=${output}`, ...chosen, folder], {
    env,
    signal: options.signal,
  });
  const counts = readCounts(await readFile(output, 'utf8').catch(() => ''));
  const failed = exitCode === 0 ? counts.failed : Math.max(1, counts.failed);
  return { suite: 'python', ...counts, failed, ms: performance.now() - started };
}

/** The counts in JUnit's XML: those of its first suite, as pytest writes one alone. */
export function readCounts(xml: string): Pick<SuiteResult, 'passed' | 'failed' | 'skipped'> {
  const suite = /<testsuite [^>]*>/.exec(xml)?.[0] ?? '';
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}
