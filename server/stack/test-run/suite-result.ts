/** What one suite came to. A suite that ran no test has failed. */
export type SuiteResult = { suite: string; passed: number; failed: number; skipped: number; ms: number };

/** The counts of `npm test`: an empty suite counts as one failure, so that nothing passes by not running. */
export function countResults(results: SuiteResult[]): { passed: number; failed: number; empty: string[] } {
  const empty = results.filter(({ passed, failed }) => passed + failed === 0).map(({ suite }) => suite);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  return { passed, failed: failed + empty.length, empty };
}
