import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runAttached } from './run-attached.ts';
import type { SuiteResult } from './suite-result.ts';

const report = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Runs the Playwright tests of e2e/ against a running stack, whose addresses `env` holds. */
export async function runBrowserSuite(options: {
  files: string[];
  env: Record<string, string>;
  folder: string;
  signal: AbortSignal;
}): Promise<SuiteResult> {
  const started = performance.now();
  const output = join(options.folder, 'e2e.json');
  await rm(output, { force: true });
  const env = { ...options.env, PLAYWRIGHT_JSON_OUTPUT_FILE: output };
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json', ...options.files];
  const exitCode = await runAttached('@playwright/test/cli.js', args, { env, signal: options.signal });
  const { expected, unexpected, flaky, skipped } = await readStats(output);
  const failed = exitCode === 0 ? unexpected + flaky : Math.max(1, unexpected + flaky);
  return { suite: 'e2e', passed: expected, failed, skipped, ms: performance.now() - started };
}

async function readStats(path: string): Promise<z.infer<typeof report>['stats']> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } : report.parse(JSON.parse(text)).stats;
}
