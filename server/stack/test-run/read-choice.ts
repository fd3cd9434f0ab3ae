export const suiteNames = ['check', 'int', 'contract', 'python', 'e2e', 'trial', 'alone'] as const;
export type SuiteName = (typeof suiteNames)[number] | 'pure';

/** Which suites run, and which of their files: every suite and every file by default. */
export type Choice = { suites: SuiteName[]; files: string[] };

const usage = `npm test                                     everything
npm test -- --only check                     one suite: check, pure, int, contract, python, e2e, trial or alone
npm test -- --only int server/event-flow     those of its files whose path holds these words`;

/** Reads the arguments of `npm test`; a sentence when they make no sense. */
export function readChoice(args: string[]): Choice | string {
  if (args.length === 0) return { suites: [...suiteNames], files: [] };
  const [flag, name, ...files] = args;
  const suite = [...suiteNames, 'pure' as const].find((known) => known === name);
  if (flag !== '--only' || suite === undefined) return `These arguments are not known: ${args.join(' ')}\n${usage}`;
  if (suite === 'check' && files.length > 0) return 'The checks look at the whole project: give no files.';
  return { suites: [suite], files };
}
