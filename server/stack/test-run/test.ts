import { writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { runAllChecks } from '../checks/check.ts';
import { buildAhead } from './build-ahead.ts';
import { findChromium } from './find-chromium.ts';
import { type Choice, readChoice, type SuiteName } from './read-choice.ts';
import { runBrowserSuite } from './run-browser-suite.ts';
import { openRunFolder } from './run-folder.ts';
import { runPytestSuite, testPython } from './run-pytest-suite.ts';
import { runVitestSuite } from './run-vitest-suite.ts';
import { countResults, type SuiteResult } from './suite-result.ts';
import { withStack } from './with-stack.ts';

/** Beyond this something hangs; every suite and every test has a shorter limit of its own. */
const wholeRunMs = 29 * 60_000;

type Run = { folder: string; files: string[]; signal: AbortSignal };

/** `npm test`: everything CI runs. Its last line is `N passed, N failed`; gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const choice = readChoice(args);
  if (typeof choice === 'string') {
    say(choice);
    return 2;
  }
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => interrupted.abort(new Error(`ended by ${name}`)));
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(wholeRunMs)]);
  const folder = await openRunFolder();
  const results = await runSuites(choice, { folder, files: choice.files, signal });
  return tell(results, folder, signal.aborted);
}

async function runSuites({ suites }: Choice, run: Run): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  const needServers = suites.filter((name) => name === 'int' || name === 'contract' || name === 'python');
  if (suites.includes('check')) results.push(...(await guard(['check'], run, runChecks)));
  if (suites.includes('pure'))
    results.push(...(await guard(['pure'], run, async () => [await runVitestSuite('pure', { ...run, env: {} })])));
  const isBuilt = suites.includes('e2e') ? buildAhead(run.signal) : null;
  if (needServers.length > 0) results.push(...(await guard(needServers, run, () => runRecordSuites(needServers, run))));
  await isBuilt;
  if (suites.includes('e2e')) results.push(...(await guard(['e2e'], run, () => runBrowser(run))));
  for (const suite of ['trial', 'alone'] as const)
    if (suites.includes(suite)) results.push(...(await guard([suite], run, () => runTrials(suite, run))));
  return results;
}

/** A stage that breaks is a failure of its suites, and does not keep the others from running. */
async function guard(
  suites: SuiteName[],
  { signal }: Run,
  stage: () => Promise<SuiteResult[]>,
): Promise<SuiteResult[]> {
  if (signal.aborted) return [];
  say(`\n── ${suites.join(', ')} ──`);
  try {
    return await stage();
  } catch (error) {
    say(
      signal.aborted
        ? `stopped: ${reasonOf(signal.reason)}`
        : `✗ ${suites.join(', ')} could not run: ${reasonOf(error)}`,
    );
    return suites.map((suite) => ({ suite, passed: 0, failed: 1, skipped: 0, ms: 0 }));
  }
}

async function runChecks(): Promise<SuiteResult[]> {
  const started = performance.now();
  const outcomes = await runAllChecks();
  const plain = outcomes.filter(({ report }) => !report?.tests);
  const tests = outcomes.flatMap(({ report, ok }) => (report?.tests ? [{ ...report.tests, ok }] : []));
  const checks = { passed: plain.filter(({ ok }) => ok).length, failed: plain.filter(({ ok }) => !ok).length };
  const ms = performance.now() - started;
  return [
    { suite: 'check', ...checks, skipped: 0, ms },
    ...tests.map(({ passed, failed, ok }) => ({
      suite: 'pure',
      passed,
      failed: ok ? failed : Math.max(1, failed),
      skipped: 0,
      ms,
    })),
  ];
}

function runRecordSuites(suites: ('int' | 'contract' | 'python')[], run: Run): Promise<SuiteResult[]> {
  return withStack({ ...run, name: 'servers', only: ['kafka', 'postgres'] }, say, async ({ addresses }) => {
    const python = await testPython(run.signal, say);
    const servers = { TEST_KAFKA_BROKERS: addresses.kafka, TEST_DATABASE_URL: addresses.database };
    const env = { ...servers, ...(python && { TEST_PYTHON: python }) };
    const inNode = suites.filter((suite) => suite !== 'python');
    // Those in Python mostly wait: beside the others they cost nothing.
    const besides = suites.includes('python') && python ? runPytestSuite(python, { ...run, env }) : null;
    const [ofNode, ofPython] = await Promise.allSettled([inTurn(inNode, { ...run, env }), besides]);
    if (ofNode.status === 'rejected') throw ofNode.reason;
    if (ofPython.status === 'rejected') throw ofPython.reason;
    return [...ofNode.value, ...(ofPython.value ? [ofPython.value] : [])];
  });
}

async function inTurn(
  suites: ('int' | 'contract')[],
  options: Run & { env: Record<string, string> },
): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of suites) results.push(await runVitestSuite(suite, options));
  return results;
}

async function runBrowser(run: Run): Promise<SuiteResult[]> {
  const chromium = await findChromium(process.env, say);
  return withStack({ ...run, name: 'e2e', only: null }, say, async ({ addresses }) => {
    const env = {
      CHROMIUM_PATH: chromium,
      E2E_CONSOLE_URL: addresses.web,
      E2E_KAFKA: addresses.kafka,
      E2E_ORDERS_URL: addresses.orders,
      E2E_DRIVERS_URL: addresses.drivers,
      E2E_OTLP_URL: addresses.otlp,
      E2E_NOTIFICATIONS_URL: addresses.notifications,
      E2E_RESTAURANTS_URL: addresses.restaurants,
      E2E_OUTPUT: `${run.folder}/browser`,
    };
    return [await runBrowserSuite({ ...run, env })];
  });
}

/** Trials start the stacks that they attack. */
async function runTrials(suite: 'trial' | 'alone', run: Run): Promise<SuiteResult[]> {
  const env = { CHROMIUM_PATH: await findChromium(process.env, say), TEST_RUN_FOLDER: run.folder };
  return [await runVitestSuite(suite, { ...run, env })];
}

async function tell(results: SuiteResult[], folder: string, aborted: boolean): Promise<number> {
  const { passed, failed, empty } = countResults(results);
  say('');
  for (const { suite, passed, failed, skipped, ms } of results) {
    const skips = skipped > 0 ? `, ${skipped} skipped` : '';
    say(`${suite.padEnd(10)} ${passed} passed, ${failed} failed${skips}  ${(ms / 1000).toFixed(1)} s`);
  }
  if (empty.length > 0) say(`These suites ran no test, which counts as a failure: ${empty.join(', ')}`);
  const ok = failed === 0 && passed > 0 && !aborted;
  if (ok) await rm(folder, { recursive: true, force: true });
  else say(`What the servers wrote is under ${folder}`);
  say(`${passed} passed, ${failed} failed`);
  if (aborted) return 130;
  return ok ? 0 : 1;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Written at once: a pipe must not lose the last line when the process ends. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
