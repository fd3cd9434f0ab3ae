import type { Checker, CheckReport, Finding } from './checker.ts';

export type CheckOutcome = { name: string; ok: boolean; ms: number; report: CheckReport | null; findings: Finding[] };

/** Runs the checkers, at most `lanes` at once, in the order given, and tells each outcome as it comes. */
export async function runCheckers(
  checkers: Checker[],
  { root, lanes, onOutcome }: { root: string; lanes: number; onOutcome(outcome: CheckOutcome): void },
): Promise<CheckOutcome[]> {
  const waiting = [...checkers];
  const outcomes: CheckOutcome[] = [];
  const lane = async (): Promise<void> => {
    for (let checker = waiting.shift(); checker; checker = waiting.shift()) {
      const outcome = await runChecker(checker, root);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

/** One checker, judged: it fails by its findings, by not being able to run, and by having looked at too little. */
export async function runChecker(checker: Checker, root: string): Promise<CheckOutcome> {
  const started = performance.now();
  try {
    const report = await checker.run(root);
    const findings = [...report.findings, ...blindness(report)];
    return { name: checker.name, ok: findings.length === 0, ms: performance.now() - started, report, findings };
  } catch (error) {
    const findings = [brokenChecker(error)];
    return { name: checker.name, ok: false, ms: performance.now() - started, report: null, findings };
  }
}

function blindness({ looked, expected, of }: CheckReport): Finding[] {
  const floor = Math.max(1, expected);
  if (looked >= floor) return [];
  const what = `looked at ${looked} ${of}, but there are ${floor} or more`;
  return [{ where: '', what, mend: 'Find out what the checker does not see; it must not pass without looking.' }];
}

function brokenChecker(error: unknown): Finding {
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause.message);
  return {
    where: '',
    what: causes.join(': ') || String(error),
    mend: 'The check itself could not run; mend that first.',
  };
}
