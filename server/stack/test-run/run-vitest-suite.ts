import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runAttached } from './run-attached.ts';
import type { SuiteResult } from './suite-result.ts';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
});

/** Runs one vitest project; a file that broke before its first test, and a run without a report, are failures too. */
export async function runVitestSuite(
  suite: 'pure' | 'int' | 'contract' | 'trial' | 'alone',
  options: { files: string[]; env: Record<string, string>; folder: string; signal: AbortSignal },
): Promise<SuiteResult> {
  const started = performance.now();
  const output = join(options.folder, `${suite}.json`);
  await rm(output, { force: true });
  const args = ['run', '--config', '.config/vitest.config.ts', '--project', suite, '--reporter=default'];
  const exitCode = await runAttached(
    'vitest/vitest.mjs',
    [...args, '--reporter=json', `--outputFile=${output}`, ...options.files],
    options,
  );
  const counts = await readCounts(output);
  const failed = exitCode === 0 ? counts.failed : Math.max(1, counts.failed);
  return { suite, passed: counts.passed, failed, skipped: counts.skipped, ms: performance.now() - started };
}

async function readCounts(path: string): Promise<{ passed: number; failed: number; skipped: number }> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report.parse(JSON.parse(text));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
