import { describe, expect, test } from 'vitest';
import type { Checker, CheckReport } from './checker.ts';
import { runChecker, runCheckers } from './run-checkers.ts';

const report = (looked: number, expected: number): CheckReport => ({
  looked,
  expected,
  of: 'files',
  findings: [],
  notes: [],
});
const checker = (name: string, run: Checker['run']): Checker => ({ name, run });

describe('a checker', () => {
  test('that looked at no file fails', async () => {
    const outcome = await runChecker(
      checker('blind', async () => report(0, 0)),
      '/',
    );
    expect(outcome.ok).toBe(false);
    expect(outcome.findings[0]?.what).toBe('looked at 0 files, but there are 1 or more');
  });

  test('that looked at fewer files than there are fails', async () => {
    const outcome = await runChecker(
      checker('near-sighted', async () => report(3, 4)),
      '/',
    );
    expect(outcome.ok).toBe(false);
  });

  test('that cannot run fails, with the whole chain of causes', async () => {
    const broken = checker('broken', async () => {
      throw new Error('no parser', { cause: new Error('not installed') });
    });
    const outcome = await runChecker(broken, '/');
    expect(outcome).toMatchObject({ ok: false, report: null });
    expect(outcome.findings[0]?.what).toBe('no parser: not installed');
  });

  test('never runs beside more than its lanes', async () => {
    let running = 0;
    let most = 0;
    const slow = checker('slow', async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return report(1, 1);
    });
    const outcomes = await runCheckers([slow, slow, slow, slow, slow], {
      root: '/',
      lanes: 2,
      onOutcome: () => undefined,
    });
    expect(outcomes).toHaveLength(5);
    expect(most).toBe(2);
  });
});
