import { writeSync } from 'node:fs';
import { projectRoot } from '../plan/stack-options.ts';
import { casts } from './casts.ts';
import type { Checker } from './checker.ts';
import { deadCode } from './dead-code.ts';
import { exactVersions } from './exact-versions.ts';
import { formatAndLint } from './format-and-lint.ts';
import { frontDoors } from './front-doors.ts';
import { knownVulnerabilities } from './known-vulnerabilities.ts';
import { licences } from './licences.ts';
import { names } from './names.ts';
import { publishedSchemas } from './published-schemas.ts';
import { pureTests } from './pure-tests.ts';
import { roomsAndDoors } from './rooms-and-doors.ts';
import { type CheckOutcome, runCheckers } from './run-checkers.ts';
import { runTool } from './run-tool.ts';
import { serviceTalk } from './service-talk.ts';
import { sizeLimits } from './size-limits.ts';
import { typeCheck } from './type-check.ts';

/** The slowest first, so that the two lanes end together. */
const quick: Checker[] = [
  pureTests,
  typeCheck,
  deadCode,
  roomsAndDoors,
  formatAndLint,
  sizeLimits,
  frontDoors,
  casts,
  names,
  publishedSchemas,
  serviceTalk,
  licences,
  exactVersions,
];

const usage = `npm run check                     all checks
npm run check -- --fix            mend form and what is safe to mend, then check
npm run check -- --only sizes     one check, by name
npm run check -- --audit          known vulnerabilities too (asks the registry)`;

/** `npm run check`. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) return say(usage, 0);
  if (args.includes('--fix')) await runTool(projectRoot, '@biomejs/biome/bin/biome', ['check', '--write', '.']);
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const all = args.includes('--audit') ? [knownVulnerabilities, ...quick] : quick;
  const chosen = only === undefined ? all : [...quick, knownVulnerabilities].filter(({ name }) => name === only);
  if (chosen.length === 0) return say(`There is no check named ${only}: ${all.map(({ name }) => name).join(', ')}`, 2);
  const outcomes = await runChecks(chosen);
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
}

/** All checks that `npm test` makes, told as they end. */
export function runAllChecks(): Promise<CheckOutcome[]> {
  return runChecks([knownVulnerabilities, ...quick]);
}

function runChecks(checkers: Checker[]): Promise<CheckOutcome[]> {
  return runCheckers(checkers, { root: projectRoot, lanes: 3, onOutcome: (outcome) => say(outcomeText(outcome), 0) });
}

function outcomeText({ name, ok, ms, report, findings }: CheckOutcome): string {
  const looked = report ? `${report.looked} ${report.of}` : 'did not run';
  const notes = report?.notes.map((note) => `, ${note}`).join('') ?? '';
  const line = `${ok ? '✓' : '✗'} ${name.padEnd(22)} ${(ms / 1000).toFixed(1).padStart(5)} s  ${looked}${notes}`;
  return [line, ...findings.map(findingText)].join('\n');
}

function findingText({ where, what, mend }: CheckOutcome['findings'][number]): string {
  return `    ${where}${where && ': '}${what.replaceAll('\n', '\n    ')}\n      → ${mend}`;
}

/** Written at once: a pipe must not lose the last lines when the process ends. */
function say(text: string, exitCode: number): number {
  writeSync(1, `${text}\n`);
  return exitCode;
}
